import { useWorld } from '#api/world.ts';
import { useAnswer } from '#api/hooks.ts';
import { paths } from '#api/paths.ts';
import { namedPolicy } from '#consoles/fortigate/policies/policy-row.ts';
import { useFoundPicks } from '#consoles/fortigate/policies/form/names-field.tsx';
import type { PickPlace } from '#consoles/fortigate/policies/form/picks.tsx';
import { labApi } from '#model/contract/lab.ts';
import type { DecidedPin, PolicyMapAnswer } from '#model/lab/policy-map.ts';
import { numberWords } from '#model/plural.ts';
import { policyName } from '#model/words/policy-name.ts';
import { tagText } from '#model/words/policy-tag.ts';
import { Button, ButtonLink } from '#ui/button.tsx';
import { PickOneField } from '#ui/fields/pick-field.tsx';
import { SearchField } from '#ui/fields/search-field.tsx';
import { FilterMenu } from '#ui/menu.tsx';
import { PageHeader, Toolbar } from '#ui/page.tsx';
import { EmptyState, ErrorState, Skeleton } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
import { type UrlState, useUrlState } from '#ui/url-state.ts';
import { Overlays, PolicyLane } from './board.tsx';
import { DestinationPick } from './destination-pick.tsx';
import {
  type MapAddress,
  type MapList,
  forwards,
  mapAddress,
  mapListWords,
  mapListsOf,
} from './map-address.ts';
import { useNewPolicy } from './new-policy.ts';
import styles from './page.module.css';
import { Palette } from './side/palette.tsx';
import { PinsCard } from './side/pins-card.tsx';
import { usePins } from './side/pins.ts';
import { CommandsCard, ReadsCard } from './side/policy-cards.tsx';
import { type BoardState, useBoard } from './use-board.ts';
import { useMapRows } from './use-map-rows.ts';
import { type Naming, takesWords } from './words.ts';

const serversByVip: PickPlace = { kind: 'server', by: 'vip' };
const serversByName: PickPlace = { kind: 'server', by: 'name' };

/** One server, whose sessions alone are counted; nothing chosen, all of them. */
function ServerPick({
  address: { fortigate, list, server },
  uses,
  onChange,
}: {
  readonly address: MapAddress;
  readonly uses: string;
  readonly onChange: (server: string, uses: string) => void;
}) {
  const found = useFoundPicks(
    fortigate,
    list === 'proxy' ? 'ztna-server' : 'ztna-server-vip',
    list === 'proxy' ? serversByName : serversByVip,
  );
  return (
    <div className={styles['server']}>
      <PickOneField
        label="Server"
        placeholder="All servers"
        value={uses}
        chosen={uses === '' ? undefined : { value: uses, label: server }}
        onChange={(value) =>
          onChange(found.options.find((one) => one.value === value)?.label ?? '', value)
        }
        {...found}
      />
      {uses === '' ? null : (
        <Button look="quiet" onClick={() => onChange('', '')}>
          All servers
        </Button>
      )}
    </div>
  );
}

/** By which interface the sessions come in that are counted. */
function InterfacePick({
  address: { fortigate, list, srcintf },
  url,
}: {
  readonly address: MapAddress;
  readonly url: UrlState;
}) {
  const { data } = useAnswer(labApi.choices, {
    device: fortigate,
    field: 'zone-member',
    query: { count: 100 },
  });
  return (
    <FilterMenu
      label="Incoming interface"
      value={srcintf}
      choices={[
        { value: '', label: forwards(list) ? 'of each endpoint' : 'as the server listens' },
        ...(data?.choices ?? []).map(({ value, label }) => ({ value, label })),
      ]}
      onChange={(name) => url.set({ srcintf: name })}
    />
  );
}

/** Why there is no policy to show, and what to do. */
function NoPolicies({
  address: { fortigate, list, search },
  uses,
  onClear,
  onServer,
  onPolicy,
}: {
  readonly address: MapAddress;
  readonly uses: string;
  readonly onClear: () => void;
  readonly onServer: () => void;
  readonly onPolicy: () => void;
}) {
  const { data: servers } = useAnswer(labApi.choices, {
    device: fortigate,
    field: 'ztna-server',
    query: { count: 1 },
  });
  if (search !== '')
    return (
      <EmptyState
        title="No policy matches"
        action={<Button onClick={onClear}>Clear the search</Button>}
      />
    );
  if (!forwards(list) && servers?.matched === 0)
    return (
      <EmptyState
        title="No ZTNA server yet"
        action={
          <Button look="primary" icon="plus" onClick={onServer}>
            New ZTNA server
          </Button>
        }
      >
        A ZTNA policy says who may reach a server. Make one first.
      </EmptyState>
    );
  return (
    <EmptyState
      title={uses === '' ? 'No policy yet' : 'No policy for this server yet'}
      action={
        <Button look="primary" icon="plus" onClick={onPolicy}>
          New policy
        </Button>
      }
    >
      {forwards(list)
        ? 'Without a policy, no traffic is forwarded.'
        : 'Without a policy, nobody is let in.'}
    </EmptyState>
  );
}

/** What those who cannot see the counts hear after a change. */
function spokenCounts(
  answer: PolicyMapAnswer | undefined,
  { selected, reorder }: BoardState,
  pins: readonly DecidedPin[],
): string {
  const mapped = answer?.policies.find(({ policyid }) => policyid === selected?.row.policyid);
  const words = mapped && selected ? takesWords(mapped, selected.row.action) : null;
  return [
    reorder.announcement,
    selected && words !== null ? `${policyName(namedPolicy(selected))}: ${words}.` : '',
    ...pins.map(
      ({ host, server, to, outcome }) =>
        `${host} to ${to || server}: ${outcome === null ? 'not in this world' : outcome.action === 'accept' ? 'allowed' : 'denied'}.`,
    ),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** The product's own list of the same policies. */
function listPath(device: string, list: MapList): string {
  const at = paths.fgt(device);
  switch (list) {
    case 'proxy':
      return at.proxyPolicies();
    case 'security':
      return at.securityPolicies();
    case 'ztna':
    case 'forward':
      return at.firewallPolicies();
  }
}

function PolicyMapOf({
  address,
  fortigates,
  isPolicyBased,
  url,
}: {
  readonly address: MapAddress;
  readonly fortigates: readonly string[];
  readonly isPolicyBased: boolean;
  readonly url: UrlState;
}) {
  const { fortigate: device, list } = address;
  const uses = forwards(list) ? '' : url.get('uses');
  const pairs = usePins().pairs.filter(({ fortigate }) => fortigate === device);
  const map = useMapRows(address, uses, pairs);
  const select = (policy: string): void => {
    // A press within the policy that is chosen goes nowhere, and nothing is drawn for it.
    if (policy !== address.policy) url.set({ policy });
  };
  const board = useBoard(address, map, select);
  const toast = useToast();
  const newPolicy = useNewPolicy(address);
  const { windows, answer, pins } = map;
  const { selected } = board;
  const total = windows.list?.rows.length;
  const size = windows.list?.size ?? 0;
  const add = async (): Promise<void> => {
    const values = await newPolicy(uses === '' ? null : { value: uses, label: address.server });
    const refusal = await board.change.add(values, select);
    if (refusal) toast({ text: refusal.message, tone: 'bad' });
  };
  const makeServer = (): void => board.make({ what: 'server', to: null });
  const naming: Naming = (name, as) => {
    const known = board.names.get(name);
    if (!known) return name;
    if (as === 'tag') return tagText(known.tag);
    if (as === 'address')
      return known.tag.kind === 'tag' ? `a device that has ${tagText(known.tag)}` : name;
    return known.serverAtVip?.name ?? known.server?.name ?? name;
  };
  return (
    <>
      <PageHeader
        crumb="Lab"
        title="Policy map"
        actions={
          <>
            <ButtonLink to={listPath(device, list)}>List</ButtonLink>
            {forwards(list) ? null : (
              <Button icon="plus" onClick={makeServer}>
                ZTNA server
              </Button>
            )}
            <Button look="primary" icon="plus" onClick={() => void add()}>
              Policy
            </Button>
          </>
        }
      />
      <Toolbar
        aside={
          total === undefined || total === size || address.search === ''
            ? undefined
            : `${numberWords(total)} of ${numberWords(size)}`
        }
      >
        <FilterMenu
          label="FortiGate"
          value={device}
          choices={fortigates.map((name) => ({ value: name, label: name }))}
          onChange={(fortigate) =>
            url.set({
              fortigate,
              server: null,
              uses: null,
              to: null,
              policy: null,
              search: null,
              srcintf: null,
            })
          }
        />
        <FilterMenu
          label="Policies"
          value={list}
          choices={mapListsOf(isPolicyBased).map((one) => ({
            value: one,
            label: mapListWords[one],
          }))}
          onChange={(of) =>
            url.set({
              of: of === 'ztna' ? null : of === 'security' ? 'forward' : of,
              server: null,
              uses: null,
              to: null,
              srcintf: null,
              policy: null,
            })
          }
        />
        {forwards(list) ? null : (
          <ServerPick
            key={`${device} ${list}`}
            address={address}
            uses={uses}
            onChange={(server, value) => url.set({ server, uses: value })}
          />
        )}
        {forwards(list) ? <DestinationPick to={address.to} url={url} /> : null}
        <InterfacePick address={address} url={url} />
        <SearchField
          label="Search policies"
          value={address.search}
          onChange={(search) => url.set({ search })}
        />
      </Toolbar>
      <div className={styles['columns']}>
        <Palette device={device} list={list} onPress={board.press} onShare={board.share} />
        {windows.error && !windows.list ? (
          <ErrorState error={windows.error} onRetry={windows.refetch} />
        ) : total === undefined ? (
          <Skeleton lines={8} />
        ) : total === 0 ? (
          <div className={styles['empty']}>
            <NoPolicies
              address={address}
              uses={uses}
              onClear={() => url.set({ search: null })}
              onServer={makeServer}
              onPolicy={() => void add()}
            />
          </div>
        ) : (
          <PolicyLane address={address} map={map} board={board} />
        )}
        <div className={styles['side']}>
          <ReadsCard policy={selected} naming={naming} />
          <PinsCard device={device} list={list} to={address.to} pins={pins} />
          {selected ? (
            <CommandsCard key={address.policy} device={device} policy={selected} />
          ) : null}
        </div>
      </div>
      <p className="visually-hidden" role="status">
        {spokenCounts(answer, board, pins)}
      </p>
      <Overlays device={device} board={board} onSelect={select} />
    </>
  );
}

/** Lab > Policy map: a FortiGate's policies as sentences, built by seeing what each part comes to. */
export function Component() {
  const url = useUrlState();
  const { data: world, error, refetch } = useWorld();
  const fortigates = world?.fortigates.map(({ name }) => name) ?? [];
  const [first] = fortigates;
  if (world && first !== undefined) {
    const policyBased = world.fortigates.flatMap(({ name, isPolicyBased }) =>
      isPolicyBased ? name : [],
    );
    const address = mapAddress(url, first, policyBased);
    return (
      <PolicyMapOf
        key={`${address.fortigate} ${address.list}`}
        address={address}
        fortigates={fortigates}
        isPolicyBased={policyBased.includes(address.fortigate)}
        url={url}
      />
    );
  }
  return (
    <>
      <PageHeader crumb="Lab" title="Policy map" />
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : world ? (
        <EmptyState
          title="No FortiGate"
          action={<ButtonLink to={paths.lab.worlds()}>Open Worlds</ButtonLink>}
        >
          This world has no FortiGate. Open a world that has one.
        </EmptyState>
      ) : (
        <Skeleton lines={8} />
      )}
    </>
  );
}
