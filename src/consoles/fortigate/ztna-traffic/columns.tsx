import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import type { LogRecord } from '#model/fortios/fortios-api.ts';
import { type LogLine, logValue } from '#model/decision/log.ts';
import { type NamedPolicy, policyName } from '#model/words/policy-name.ts';
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
  const action = logValue(line, 'action') ?? '';
  const tone = action === 'accept' ? 'allow' : action === 'deny' ? 'bad' : 'off';
  return <Status tone={tone}>{action}</Status>;
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

function PolicyLink({ device, line }: { readonly device: string; readonly line: LogLine }) {
  const policy: NamedPolicy = {
    policytype: logValue(line, 'policytype') === 'proxy-policy' ? 'proxy-policy' : 'policy',
    policyid: Number(logValue(line, 'policyid') ?? '0'),
    name: logValue(line, 'policyname') ?? '',
  };
  const to = paths.policy(device, policy);
  return to === null ? (
    <span className={styles['dim']}>{policyName(policy)}</span>
  ) : (
    <Link to={to}>
      <CutText text={policyName(policy)} cut="end" />
    </Link>
  );
}

export function trafficColumns(
  device: string,
  open: (record: LogRecord) => void,
): readonly Column<LogRecord>[] {
  return [
    {
      id: 'time',
      width: '156px',
      header: 'Date/Time',
      phone: 'first',
      cell: (record) => (
        <button type="button" className={styles['open']} onClick={() => open(record)}>
          {logValue(record.line, 'date')} {logValue(record.line, 'time')}
        </button>
      ),
    },
    {
      id: 'source',
      width: '122px',
      header: 'Source',
      cell: ({ line }) => <span className="mono">{logValue(line, 'srcip')}</span>,
    },
    {
      id: 'server',
      header: 'ZTNA server',
      cell: ({ line }) => (
        <span className={styles['server']}>
          <CutText text={logValue(line, 'accessproxy') ?? logValue(line, 'vip') ?? ''} />
          <span className={styles['address']}>
            {logValue(line, 'dstip')}:{logValue(line, 'dstport')}
          </span>
        </span>
      ),
    },
    {
      id: 'tags',
      width: '28%',
      header: 'Device tags',
      phone: 'hidden',
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
    {
      id: 'action',
      width: '90px',
      header: 'Action',
      phone: 'first',
      cell: ({ line }) => <Action line={line} />,
    },
    {
      id: 'policy',
      width: '18%',
      header: 'Policy',
      cell: ({ line }) => <PolicyLink device={device} line={line} />,
    },
  ];
}
