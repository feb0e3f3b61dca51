import { useAnswer } from '#api/hooks.ts';
import { emsApi } from '#model/contract/ems.ts';
import type { EndpointAnswer } from '#model/ems/ems-api.ts';
import { type EndpointRoute, operatingSystemWords } from '#model/ems/ems.ts';
import { listWords, plural } from '#model/plural.ts';
import type { TagAssignment } from '#model/tagging/tags.ts';
import { tagKey } from '#model/tagging/tags.ts';
import { Button, ButtonLink } from '#ui/button.tsx';
import { ChipRow } from '#ui/chip.tsx';
import { KeyValue } from '#ui/key-value.tsx';
import { Note, Section } from '#ui/page.tsx';
import { SidePanel } from '#ui/panel/side-panel.tsx';
import { ErrorState, Skeleton, Status } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { paths } from '#api/paths.ts';
import { ClassificationTags } from './classification-tags.tsx';
import { EndpointState } from './columns.tsx';
import { EndpointActions } from './endpoint-actions.tsx';
import { EndpointFormPanel } from './endpoint-form-panel.tsx';
import { HandTags } from './hand-tags.tsx';
import { PendingTags } from './pending-tags.tsx';
import { RoutesPanel } from './routes-panel.tsx';
import { PosturePanel } from './posture-panel.tsx';

/** `10.212.134.10 through ssl.root of FGT-A`. */
function routeWords({ ip, mac, interface: port, gateway }: EndpointRoute): string {
  const way = gateway === null ? 'no gateway known to EMS' : gateway;
  return `${ip}${mac === null ? '' : `, ${mac}`}, ${port === null ? way : `${port} of ${way}`}`;
}

function yesNo(value: boolean, yes: string, no: string): string {
  return value ? yes : no;
}

function TagList({
  tags,
  none,
}: {
  readonly tags: readonly TagAssignment[];
  readonly none: string;
}) {
  if (tags.length === 0) return <p>{none}</p>;
  return (
    <ChipRow>
      {tags.map((tag) => (
        <TagChip
          key={tagKey(tag)}
          category={tag.category}
          name={tag.name}
          to={paths.ems.endpoints({ tag: tagKey(tag) })}
        />
      ))}
    </ChipRow>
  );
}

function Summary({ endpoint }: { readonly endpoint: EndpointAnswer }) {
  const ofCategory = (category: TagAssignment['category']): readonly TagAssignment[] =>
    endpoint.tags.filter((tag) => tag.category === category);
  return (
    <>
      <Section title="Summary">
        <KeyValue
          items={[
            { name: 'Status', value: <EndpointState endpoint={endpoint} /> },
            ...(endpoint.quarantineCode === null
              ? []
              : [
                  {
                    name: 'Quarantine Access Code',
                    value: endpoint.quarantineCode,
                    mono: true,
                  },
                ]),
            {
              name: 'OS',
              value: endpoint.osVersion || operatingSystemWords[endpoint.os],
            },
            { name: 'User', value: endpoint.user ?? 'no user logged on' },
            { name: 'Groups', value: endpoint.groups.join(', ') || 'none' },
            { name: 'Owner', value: endpoint.owner ?? 'none' },
            { name: 'FortiClient', value: endpoint.forticlientVersion },
            { name: 'FortiClient UID', value: endpoint.uid, mono: true },
            {
              name: 'Certificate SN',
              value: (
                <>
                  <span className="mono">{endpoint.certificateSerial}</span>
                  {endpoint.certificateRevoked ? (
                    <>
                      {' '}
                      <Status tone="bad">revoked</Status>
                    </>
                  ) : null}
                </>
              ),
            },
            { name: 'Manageable', value: yesNo(endpoint.manageable, 'yes', 'no') },
          ]}
        />
      </Section>
      <Section title="Network">
        <KeyValue
          items={[
            { name: 'IP address', value: endpoint.ip, mono: true },
            { name: 'MAC address', value: endpoint.mac, mono: true },
            { name: 'Public IP', value: endpoint.publicIp, mono: true },
            { name: 'Gateway FortiGate', value: endpoint.gateway ?? 'none known to EMS' },
            { name: 'On-net status', value: yesNo(endpoint.onNet, 'on-net', 'off-net') },
            ...(endpoint.routes ?? []).map((one, i) => ({
              name: one.vpn ? `Route ${i + 1}, VPN` : `Route ${i + 1}`,
              value: routeWords(one),
            })),
          ]}
        />
        {endpoint.sharedAddresses.map(({ ip, hosts }) => (
          <Note key={ip}>
            {listWords(hosts)} {plural(hosts.length, 'has', 'have')} the address {ip} too. By its
            address alone, a FortiGate takes a device for the first in EMS’s list.
          </Note>
        ))}
      </Section>
      <PendingTags pending={endpoint.pendingTags} />
      <Section title="Zero Trust Tags">
        <TagList tags={ofCategory('zero_trust')} none="No tagging rule matches this endpoint." />
        <HandTags tags={endpoint.handTags} />
      </Section>
      <ClassificationTags endpoint={endpoint} />
      <Section title="FortiGuard Outbreak Alert Tags">
        <TagList
          tags={ofCategory('outbreak_alert')}
          none="No outbreak alert applies to this endpoint."
        />
      </Section>
    </>
  );
}

/** An endpoint's summary, over the list. */
export function EndpointPanel({
  uid,
  onClose,
}: {
  readonly uid: string;
  readonly onClose: () => void;
}) {
  const { data: endpoint, error, refetch } = useAnswer(emsApi.endpoint, { uid });
  const url = useUrlState();
  if (endpoint && url.get('routes') !== '')
    return <RoutesPanel endpoint={endpoint} onClose={() => url.set({ routes: null })} />;
  if (endpoint && url.get('form') !== '')
    return <EndpointFormPanel endpoint={endpoint} onClose={() => url.set({ form: null })} />;
  if (endpoint && url.get('posture') !== '')
    return <PosturePanel endpoint={endpoint} onClose={() => url.set({ posture: null })} />;
  return (
    <SidePanel
      crumb="All Endpoints"
      title={endpoint?.host ?? 'Endpoint'}
      actions={
        endpoint ? (
          <>
            <ButtonLink to={paths.lab.connect({ endpoint: endpoint.uid })} icon="play">
              Connect
            </ButtonLink>
            <Button icon="edit" onClick={() => url.set({ posture: '1' })}>
              Posture
            </Button>
            <Button icon="edit" onClick={() => url.set({ routes: '1' })}>
              Routes
            </Button>
            <EndpointActions endpoint={endpoint} onEdit={() => url.set({ form: '1' })} />
          </>
        ) : null
      }
      onClose={onClose}
    >
      {endpoint ? (
        <Summary endpoint={endpoint} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton lines={8} />
      )}
    </SidePanel>
  );
}
