/** `execute`: the log, and the check of an EMS connector. */
import { printLogDisplay, readLogLine } from '#formats/log/line.ts';
import { type LogLine, logValue } from '#model/decision/log.ts';
import { fctemsSteps } from './ems-commands.ts';
import { errors } from '../errors.ts';
import {
  type Handler,
  type LineOutcome,
  type Place,
  type Step,
  keyword,
  printing,
  value,
} from '../grammar.ts';
import { transactionSteps } from './transaction-commands.ts';
import { said } from '../show/looking.ts';
import { type LogFilter, type CliSession, firstLogFilter } from '../session.ts';

/** Only traffic is logged here; the others are FortiOS's, and empty. */
const categories: readonly (readonly [number, string])[] = [
  [0, 'traffic'],
  [1, 'event'],
  [2, 'utm-virus'],
  [3, 'utm-webfilter'],
  [4, 'utm-ips'],
  [5, 'utm-emailfilter'],
  [7, 'utm-anomaly'],
  [8, 'utm-voip'],
  [9, 'utm-dlp'],
  [10, 'utm-app-ctrl'],
];

/** Fields by which people filter traffic, for completion; any other name is taken too. */
const usualFields = [
  'action',
  'dstip',
  'dstport',
  'policyid',
  'policytype',
  'srcip',
  'subtype',
  'user',
];

function withFilter(session: CliSession, change: Partial<LogFilter>): CliSession {
  return { ...session, logFilter: { ...session.logFilter, ...change } };
}

const filterField: Handler = (args, { session }) => {
  const [name, ...values] = args.map(({ text }) => text);
  if (name === undefined) return said(session, errors.incomplete());
  const others = session.logFilter.fields.filter((one) => one.name !== name);
  return said(withFilter(session, { fields: [...others, { name, values }] }));
};

/** A number of lines, from 1. */
function lineSetting(name: 'startLine' | 'viewLines', most: number): Handler {
  return (args, { session }) => {
    const text = args[0]?.text ?? '';
    if (!/^\d{1,9}$/.test(text)) return said(session, errors.notANumber(text));
    const number = Number(text);
    if (number < 1 || number > most)
      return said(
        session,
        errors.checkFailed(name === 'startLine' ? 'start-line' : 'view-lines', text),
      );
    return said(withFilter(session, { [name]: number }));
  };
}

function filterLines({ session: { logFilter } }: Place): readonly string[] {
  const { category, fields, startLine, viewLines } = logFilter;
  const name = categories.find(([number]) => number === category)?.[1] ?? '';
  return [
    `category: ${name}`,
    'device: memory',
    `start-line: ${startLine}`,
    `view-lines: ${viewLines}`,
    ...(fields.length === 0
      ? ['Filter: (empty)']
      : ['Filter:', ...fields.map((one) => `${one.name} ${one.values.join(' ')}`)]),
  ];
}

function passes(line: LogLine, { fields }: LogFilter): boolean {
  return fields.every(({ name, values }) => values.includes(logValue(line, name) ?? ''));
}

/** Newest first, as a device shows them; a filter keeps their numbers [259754]. */
function display({ world, session: { logFilter, deletedTo } }: Place): readonly string[] {
  const found =
    logFilter.category === 0
      ? world.fortigate.logs
          .filter(({ index }) => index > deletedTo)
          .map(({ text }, i, { length }) => ({
            number: length - i,
            line: readLogLine(text) ?? [],
          }))
          .filter(({ line }) => passes(line, logFilter))
          .toReversed()
      : [];
  const from = logFilter.startLine - 1;
  const text = printLogDisplay(found.length, found.slice(from, from + logFilter.viewLines));
  return text.replace(/\n+$/, '').split('\n');
}

/** The answer to the question of `execute log delete`. The lines stay for the pages and for other sessions. */
export function answerLogDelete(answer: string, { world, session }: Place): LineOutcome {
  const isYes = /^y(es)?$/i.test(answer.trim());
  const deletedTo = isYes ? (world.fortigate.logs.at(-1)?.index ?? -1) : session.deletedTo;
  return said({ ...session, purging: null, deletedTo });
}

const filterSteps: readonly Step[] = [
  keyword('category', 'The kind of log.', {
    next: categories.flatMap(([number, name]): readonly Step[] => {
      const run: Handler = (_args, { session }) => said(withFilter(session, { category: number }));
      return [
        { ...keyword(String(number), name, { run }), isValue: true },
        { ...keyword(name, `The same as ${number}.`, { run }), isValue: true },
      ];
    }),
    run: printing(() => [
      'Available categories:',
      ...categories.map(([number, name]) => `${String(number).padStart(2)}: ${name}`),
    ]),
  }),
  keyword('device', 'Where the log is kept.', {
    next: ['0', 'memory'].map((device) => ({
      ...keyword(device, 'Memory, the only place here.', {
        run: (_args, { session }) => said(session),
      }),
      isValue: true,
    })),
  }),
  keyword('dump', 'The filter as it is.', { run: printing(filterLines) }),
  keyword('field', 'Only records whose field has one of the values.', {
    next: [
      value('<field>', 'A field of the records.', {
        offers: () => usualFields,
        next: [
          value('<value>', 'A value; any of several will do.', {
            isList: true,
            run: filterField,
          }),
        ],
      }),
    ],
  }),
  keyword('reset', 'Every record again.', {
    run: (_args, { session }) => said({ ...session, logFilter: firstLogFilter }),
  }),
  keyword('start-line', 'The first record to show.', {
    next: [value('<integer>', 'A number from 1.', { run: lineSetting('startLine', 999_999_999) })],
  }),
  keyword('view-lines', 'How many records to show.', {
    next: [value('<integer>', 'A number, 1 to 1000.', { run: lineSetting('viewLines', 1000) })],
  }),
];

export const executeSteps: readonly Step[] = [
  keyword('config-transaction', 'Changes that are made together.', { next: transactionSteps }),
  keyword('fctems', 'FortiClient EMS.', {
    next: fctemsSteps,
  }),
  keyword('log', 'The device’s log.', {
    next: [
      keyword('delete', 'Delete the lines of the log.', {
        run: (_args, { session }) =>
          said({ ...session, purging: 'log' }, ['This will delete memory logs.']),
      }),
      keyword('display', 'The records that the filter lets through.', { run: printing(display) }),
      keyword('filter', 'What to show.', { next: filterSteps, run: printing(filterLines) }),
    ],
  }),
];
