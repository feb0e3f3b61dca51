import type { LogRecord } from '#model/fortios/fortios-api.ts';
import { paths } from '#api/paths.ts';
import { type LogLine, logValue } from '#model/decision/log.ts';
import { ButtonLink } from '#ui/button.tsx';
import { CodeView } from '#ui/code-view.tsx';
import { KeyValue } from '#ui/key-value.tsx';
import { Section } from '#ui/page.tsx';
import { SidePanel } from '#ui/panel/side-panel.tsx';
import { Action, DeviceTags, EmsTag, emsTagFields } from './columns.tsx';
import styles from './columns.module.css';
import { type Traffic, trafficTitles } from './traffic.ts';

/** Which keys stand together, in the log viewer's own groups. */
const groups: readonly { readonly title: string; readonly keys: readonly string[] }[] = [
  {
    title: 'General',
    keys: ['date', 'time', 'tz', 'eventtime', 'sessionid', 'duration', 'level', 'logid', 'vd'],
  },
  {
    title: 'Source',
    keys: ['srcip', 'srcport', 'srcintf', 'srcintfrole', 'srcuuid', 'user', 'group', 'authserver'],
  },
  {
    title: 'Destination',
    keys: [
      'dstip',
      'dstport',
      'dstintf',
      'dstintfrole',
      'dstuuid',
      'service',
      'trandisp',
      'tranip',
      'tranport',
      'gatewayid',
      'realserverid',
      'vip',
      'accessproxy',
    ],
  },
  {
    title: 'Device',
    keys: [
      'clientdeviceid',
      'clientdevicemanageable',
      'clientdeviceems',
      'clientcert',
      'emsconnection',
      'fctuid',
    ],
  },
  {
    title: 'Action',
    keys: [
      'policyid',
      'policytype',
      'policyname',
      'poluuid',
      'emstag',
      'emstag2',
      'msg',
      'crscore',
      'crlevel',
    ],
  },
  { title: 'Data', keys: ['sentbyte', 'rcvdbyte', 'lanin', 'lanout', 'wanin', 'wanout'] },
];

function facts(line: LogLine, keys: readonly string[]) {
  return keys.flatMap((key) => {
    const value = logValue(line, key);
    return value === undefined ? [] : [{ name: key, value, mono: true }];
  });
}

function deviceTags(device: string, line: LogLine) {
  const isThere = logValue(line, 'clientdevicetags') !== undefined;
  const value = isThere ? <DeviceTags device={device} line={line} /> : 'none in this line';
  return { name: 'Device tags', value };
}

/** The product's words for `emstag` and `emstag2` [335228]. */
function emsTags(device: string, line: LogLine) {
  return emsTagFields.flatMap(({ key, label }) =>
    logValue(line, key) === undefined
      ? []
      : [{ name: label, value: <EmsTag device={device} line={line} field={key} /> }],
  );
}

/** One record: its fields in groups, and the raw line. */
export function RecordPanel({
  device,
  traffic,
  record,
  onClose,
}: {
  readonly device: string;
  readonly traffic: Traffic;
  readonly record: LogRecord;
  readonly onClose: () => void;
}) {
  const { line } = record;
  return (
    <SidePanel
      crumb={trafficTitles[traffic]}
      title={`Record ${record.number}, ${logValue(line, 'time') ?? ''}`}
      wide
      onClose={onClose}
    >
      <KeyValue
        items={[
          { name: 'Action', value: <Action line={line} /> },
          ...(traffic === 'ztna' ? [deviceTags(device, line)] : emsTags(device, line)),
        ]}
      />
      <CodeView label="Raw line" text={record.text} />
      <p className={styles['ways']}>
        <ButtonLink to={paths.lab.explainLog({ line: record.text, fortigate: device })}>
          Explain this line
        </ButtonLink>
        <ButtonLink to={paths.lab.connectForLine(record.text, device)} icon="play">
          Try this session
        </ButtonLink>
      </p>
      {groups.map(({ title, keys }) => {
        const items = facts(line, keys);
        return items.length === 0 ? null : (
          <Section key={title} title={title}>
            <KeyValue items={items} />
          </Section>
        );
      })}
    </SidePanel>
  );
}
