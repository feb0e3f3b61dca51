import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import type {
  FoundBy,
  FoundFortiGateBy,
  FoundServerBy,
  ReplayEntry,
  ReplayedLine,
  TakenFromLine,
} from '#model/decision/log-replay.ts';
import { KeyValue } from '#ui/key-value.tsx';
import { Section } from '#ui/page.tsx';

const endpointWords: Record<FoundBy, string> = {
  uid: 'by the UID in the line',
  host: 'by the name in the line',
  address: 'by its address',
};
const fortigateWords: Record<FoundFortiGateBy, string> = {
  line: 'named in the line',
  choice: 'as you chose',
  server: 'by the ZTNA server, which it alone has',
  vip: 'by the VIP, which it alone has',
  only: 'the only FortiGate',
};
const serverWords: Record<FoundServerBy, string> = {
  name: 'by its name in the line',
  address: 'by its address in the line',
};

type Item = Parameters<typeof KeyValue>[0]['items'][number];

function serverItem({ server }: ReplayedLine): readonly Item[] {
  if (!server) return [];
  const { vip, accessProxy, address, by } = server;
  const name = accessProxy === null || accessProxy === vip ? vip : `${accessProxy}, VIP ${vip}`;
  return [{ name: 'ZTNA server', value: `${name} (${address}), ${serverWords[by]}` }];
}

function gatewayWords({ gateway, realServer }: TakenFromLine): string {
  if (realServer === null) return `API gateway ${gateway}, which has no real server`;
  const number = realServer.number === null ? '' : `, real server ${realServer.number}`;
  return `${realServer.address} (API gateway ${gateway}${number})`;
}

/** What the lab has from the line besides both ends. */
function takenItems(taken: TakenFromLine): readonly Item[] {
  const { user, groups, authServer, gateway, nat, request } = taken;
  return [
    ...(gateway === null ? [] : [{ name: 'Real server', value: gatewayWords(taken) }]),
    ...(nat === null ? [] : [{ name: 'Translated to', value: nat, mono: true }]),
    ...(user === null
      ? []
      : [
          {
            name: 'User',
            value: authServer === null ? user : `${user}, logged in at ${authServer}`,
          },
        ]),
    ...(groups.length === 0 ? [] : [{ name: 'Groups', value: groups.join(', ') }]),
    ...(request === null
      ? []
      : [
          {
            name: 'Request',
            value:
              request.host === null
                ? `${request.path}, chosen by the lab`
                : `${request.path} of ${request.host}, chosen by the lab`,
          },
        ]),
  ];
}

/** What the lab found for a line, and how; what it took from it. */
export function LineFacts({
  found,
  logged,
}: {
  readonly found: ReplayedLine;
  readonly logged: NonNullable<ReplayEntry['logged']>;
}) {
  const { fortigate, fortigateBy, endpoint, taken } = found;
  return (
    <Section title="What the line tells">
      <KeyValue
        items={[
          {
            name: 'FortiGate',
            value:
              fortigate === null
                ? 'not known'
                : fortigateBy === null
                  ? fortigate
                  : `${fortigate}, ${fortigateWords[fortigateBy]}`,
          },
          {
            name: 'Endpoint',
            value: endpoint ? (
              <>
                <Link to={paths.ems.endpoint(endpoint.uid)}>{endpoint.host}</Link>{' '}
                {endpointWords[endpoint.by]}
              </>
            ) : (
              'not in this EMS'
            ),
          },
          ...serverItem(found),
          { name: 'Source', value: logged.srcip, mono: true },
          { name: 'Destination', value: logged.destination, mono: true },
          ...(taken ? takenItems(taken) : []),
        ]}
      />
    </Section>
  );
}
