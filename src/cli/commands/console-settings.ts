/**
 * `config system console`: how a device's command line behaves, which scripts ask for and set before
 * anything else. The configuration keeps what is not FortiOS's default, as it keeps a section that is
 * none of the lab's tables. Settings and defaults as in FortiOS 7 [netmiko's driver for `output`; the rest
 * assumed].
 */
import type { ConfigStatement } from '#model/fortios/config-tree.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import { errors, refusalLines } from '../errors.ts';
import { type Handler, type Step, keyword, value } from '../grammar.ts';
import {
  configBlock,
  setStatement,
  withStatement,
  withoutSetting,
} from '../show/kept-statements.ts';
import { replacedTop, withLevels } from '../levels.ts';
import { abort, said } from '../show/looking.ts';
import type { CliWorld, KeptLevel } from '../session.ts';
import { printed } from '../show/show.ts';
import { keptBlock } from '../show/unknown-sections.ts';

export const consolePath = 'system console';

interface Setting {
  readonly name: string;
  readonly options: readonly string[];
  readonly initial: string;
  readonly help: string;
}
const settings: readonly Setting[] = [
  {
    name: 'baudrate',
    options: ['9600', '19200', '38400', '57600', '115200'],
    initial: '9600',
    help: 'Speed of the serial port.',
  },
  {
    name: 'output',
    options: ['standard', 'more'],
    initial: 'more',
    help: 'All at once, or a page at a time.',
  },
  { name: 'login', options: ['enable', 'disable'], initial: 'enable', help: 'Login by the port.' },
  {
    name: 'fortiexplorer',
    options: ['enable', 'disable'],
    initial: 'enable',
    help: 'Access by FortiExplorer.',
  },
];

function valueIn(body: readonly ConfigStatement[], { name, options, initial }: Setting): string {
  const set = body.findLast((one) => one.kind === 'set' && one.name === name);
  const text = set?.kind === 'set' ? (set.values[0]?.text ?? '') : '';
  return options.includes(text) ? text : initial;
}

/** Whether a device shows long output a page at a time. */
export function isPaged(config: FortiosConfig): boolean {
  const { body } = keptBlock(config, consolePath);
  return settings.every((one) => one.name !== 'output' || valueIn(body, one) === 'more');
}

/** The column in which values stand; a device has a space behind each. */
const width = 20;
function got(body: readonly ConfigStatement[]): readonly string[] {
  return settings.map((one) => `${one.name.padEnd(width)}: ${valueIn(body, one)} `);
}

function shown(body: readonly ConfigStatement[], isFull: boolean): readonly string[] {
  const full = settings.map((one) => setStatement(one.name, [typedWord(valueIn(body, one))]));
  return printed(configBlock(consolePath, isFull ? full : body));
}

export function getConsole({ fortigate }: CliWorld): readonly string[] {
  return got(keptBlock(fortigate.config, consolePath).body);
}

export function showConsole({ fortigate }: CliWorld, isFull: boolean): readonly string[] {
  return shown(keptBlock(fortigate.config, consolePath).body, isFull);
}

export function consoleLevel({ fortigate }: CliWorld): KeptLevel {
  const { body } = keptBlock(fortigate.config, consolePath);
  return { kind: 'kept', name: consolePath, isEntry: false, body };
}

function typedWord(text: string) {
  return { text, quoted: false, start: 0 };
}

/** Its default is not written down. */
function withValue(level: KeptLevel, { name, initial }: Setting, text: string): KeptLevel {
  const body =
    text === initial
      ? withoutSetting(level.body, name)
      : withStatement(level.body, setStatement(name, [typedWord(text)]));
  return { ...level, body };
}

function settingStep(level: KeptLevel, setting: Setting): Step {
  const set =
    (text: string): Handler =>
    (_args, { session }) =>
      said(replacedTop(session, withValue(level, setting, text)));
  const refuse: Handler = (args, { session }) =>
    said(session, errors.checkFailed(setting.name, args[0]?.text ?? ''));
  return keyword(setting.name, setting.help, {
    next: [
      ...setting.options.map((option): Step => ({
        ...keyword(option, '', { run: set(option) }),
        isValue: true,
      })),
      value('<value>', 'Another value.', { run: refuse }),
    ],
  });
}

/** Nothing is changed where all is as it was: scripts set what is set. */
function end(level: KeptLevel): Handler {
  return (_args, { world, session }, apply) => {
    const before = keptBlock(world.fortigate.config, consolePath).body;
    const isSame = got(before).join() === got(level.body).join();
    const refusal = isSame
      ? null
      : apply({ kind: 'keep', block: configBlock(consolePath, level.body) });
    return refusal
      ? said(session, refusalLines(refusal))
      : said(withLevels(session, session.levels.slice(0, -1)));
  };
}

/** The commands inside it. */
export function consoleSteps(level: KeptLevel): readonly Step[] {
  const unset: Handler = (args, { session }) =>
    said(replacedTop(session, { ...level, body: withoutSetting(level.body, args[0]?.text ?? '') }));
  const show =
    (isFull: boolean): Handler =>
    (_args, { session }) =>
      said(session, shown(level.body, isFull));
  return [
    keyword('set', 'Give a setting a value.', {
      next: settings.map((one) => settingStep(level, one)),
    }),
    keyword('unset', 'Back to the default.', {
      next: [
        value('<setting>', 'The name of a setting.', {
          offers: () => settings.map(({ name }) => name),
          run: unset,
        }),
      ],
    }),
    keyword('get', 'Settings with their values, defaults included.', {
      run: (_args, { session }) => said(session, got(level.body)),
    }),
    keyword('show', 'The configuration from here on.', {
      next: [keyword('full-configuration', 'Defaults included.', { run: show(true) })],
      run: show(false),
    }),
    keyword('abort', 'Leave without saving.', { run: abort }),
    keyword('end', 'Save and leave.', { run: end(level) }),
  ];
}
