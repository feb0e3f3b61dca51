import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import type { LogRecord } from '#model/fortios/fortios-api.ts';
import { type LogLine, logValue } from '#model/decision/log.ts';
import { sentenceStart } from '#model/text.ts';
import { type NamedPolicy, policyName } from '#model/words/policy-name.ts';
import { parseTagAddressName } from '#model/tagging/tag-names.ts';
import { type Tag, tagFromLog, tagKey, tellingTags } from '#model/tagging/tags.ts';
import { CellList } from '#ui/table/cell-list.tsx';
import { ChipRow } from '#ui/chip.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { Status } from '#ui/states.tsx';
import { LoggedTagChip } from '../policies/policy-tag-chip.tsx';
import styles from './columns.module.css';

/** `accept`, `deny` or how a session ended, with its sign. */
export function Action({ line }: { readonly line: LogLine }) {
  return <Status tone={toneOf(line)}>{logValue(line, 'action') ?? ''}</Status>;
}

function toneOf(line: LogLine): 'allow' | 'bad' | 'off' {
  switch (logValue(line, 'action')) {
    case 'accept':
      return 'allow';
    case 'deny':
      return 'bad';
    default:
      return 'off';
  }
}

function tagsOf(line: LogLine): readonly Tag[] {
  return (logValue(line, 'clientdevicetags') ?? '')
    .split('/')
    .filter((one) => one !== '')
    .map(tagFromLog);
}

/** `clientdevicetags` as chips. */
export function DeviceTags({ device, line }: { readonly device: string; readonly line: LogLine }) {
  return (
    <ChipRow>
      {tagsOf(line).map((tag) => (
        <LoggedTagChip key={tagKey(tag)} device={device} tag={tag} />
      ))}
    </ChipRow>
  );
}

/** The fields of a standard policy's tags, and the product's names for them [335228]. */
export const emsTagFields = [
  { key: 'emstag', label: 'Primary EMS tag' },
  { key: 'emstag2', label: 'Secondary EMS tag' },
] as const;

/** A tag that a line names by its address object; a tag group stands by its name. */
export function EmsTag({
  device,
  line,
  field,
}: {
  readonly device: string;
  readonly line: LogLine;
  readonly field: (typeof emsTagFields)[number]['key'];
}) {
  const name = logValue(line, field) ?? '';
  const tag = parseTagAddressName(name)?.tag;
  return tag ? <LoggedTagChip device={device} tag={tag} /> : <CutText text={name} />;
}

function PolicyLink({ device, line }: { readonly device: string; readonly line: LogLine }) {
  const policy: NamedPolicy = {
    policytype: logValue(line, 'policytype') === 'proxy-policy' ? 'proxy-policy' : 'policy',
    policyid: Number(logValue(line, 'policyid') ?? '0'),
    name: logValue(line, 'policyname') ?? '',
  };
  const text = policy.name === '' ? String(policy.policyid) : `${policy.name} (${policy.policyid})`;
  const to = paths.policy(device, policy);
  return to === null ? (
    <CutText className={styles['dim']} text={`${policyName(policy)} (0)`} cut="end" />
  ) : (
    <Link to={to} aria-label={policyName(policy)}>
      <CutText text={text} />
    </Link>
  );
}

const bytes = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** `1.76 kB`, as the product counts: in thousands. */
function bytesText(count: string | undefined): string {
  const number = Number(count ?? '0');
  if (number < 1000) return `${number} B`;
  if (number < 1_000_000) return `${bytes.format(number / 1000)} kB`;
  return `${bytes.format(number / 1_000_000)} MB`;
}

/** `Accept (1.76 kB / 3.05 kB)`: sent and received. */
function Result({ line }: { readonly line: LogLine }) {
  const [sent, received] = [logValue(line, 'sentbyte'), logValue(line, 'rcvdbyte')];
  return (
    <span className={styles['result']}>
      <Status tone={toneOf(line)}>{sentenceStart(logValue(line, 'action') ?? '')}</Status>
      <span className={styles['dim']}>
        ({bytesText(sent)} / {bytesText(received)})
      </span>
    </span>
  );
}

function timeColumn(open: (record: LogRecord) => void): Column<LogRecord> {
  return {
    id: 'time',
    width: '156px',
    header: 'Date/Time',
    phone: 'first',
    cell: (record) => (
      <button type="button" className={styles['open']} onClick={() => open(record)}>
        {logValue(record.line, 'date')} {logValue(record.line, 'time')}
      </button>
    ),
  };
}

/** `tsmith (10.0.3.2)`; the address alone where the line has no user. */
function sourceText(line: LogLine): string {
  const [user, ip = ''] = [logValue(line, 'user'), logValue(line, 'srcip')];
  return user === undefined ? ip : `${user} (${ip})`;
}

const source: Column<LogRecord> = {
  id: 'source',
  width: '130px',
  header: 'Source',
  cell: ({ line }) => <CutText className="mono" text={sourceText(line)} />,
};

const destination: Column<LogRecord> = {
  id: 'destination',
  width: '156px',
  header: 'Destination',
  phone: 'hidden',
  cell: ({ line }) => (
    <CutText
      className="mono"
      text={`${logValue(line, 'dstip') ?? ''}:${logValue(line, 'dstport') ?? ''}`}
    />
  ),
};

const service: Column<LogRecord> = {
  id: 'service',
  width: '90px',
  header: 'Service',
  phone: 'hidden',
  cell: ({ line }) => <CutText text={logValue(line, 'service') ?? ''} />,
};

const result: Column<LogRecord> = {
  id: 'result',
  width: '206px',
  header: 'Result',
  phone: 'first',
  cell: ({ line }) => <Result line={line} />,
};

function policyColumn(device: string): Column<LogRecord> {
  return {
    id: 'policy',
    header: 'Policy ID',
    cell: ({ line }) => <PolicyLink device={device} line={line} />,
  };
}

/** Device tags are the lab's own column. */
export function ztnaColumns(
  device: string,
  open: (record: LogRecord) => void,
): readonly Column<LogRecord>[] {
  return [
    timeColumn(open),
    source,
    {
      id: 'server',
      header: 'ZTNA Server',
      cell: ({ line }) => (
        <CutText text={logValue(line, 'accessproxy') ?? logValue(line, 'vip') ?? ''} />
      ),
    },
    destination,
    service,
    result,
    policyColumn(device),
    {
      id: 'tags',
      width: '22%',
      header: 'Device tags',
      own: true,
      phone: 'hidden',
      wide: true,
      cell: ({ number, line }) => (
        <CellList
          label={`device tags of record ${number}`}
          entries={tellingTags(tagsOf(line)).map((tag) => ({
            key: tagKey(tag),
            view: <LoggedTagChip device={device} tag={tag} />,
          }))}
        />
      ),
    },
  ];
}

export function forwardColumns(
  device: string,
  open: (record: LogRecord) => void,
): readonly Column<LogRecord>[] {
  return [
    timeColumn(open),
    source,
    destination,
    service,
    result,
    policyColumn(device),
    ...emsTagFields.map(({ key, label }): Column<LogRecord> => ({
      id: key,
      header: label,
      wide: key === 'emstag2',
      phone: 'hidden',
      cell: ({ line }) =>
        logValue(line, key) === undefined ? null : (
          <EmsTag device={device} line={line} field={key} />
        ),
    })),
  ];
}
