import { ConfirmText } from '#consoles/access-preview/confirm-text.tsx';
import { plannedChange } from '#api/call.ts';
import { Link, useNavigate, useParams } from 'react-router';
import { useAnswer, useChange } from '#api/hooks.ts';
import { useWorld } from '#api/world.ts';
import { emsApi } from '#model/contract/ems.ts';
import { paths } from '#api/paths.ts';
import { type FabricDeviceAnswer, fabricDeviceSortSchema } from '#model/ems/ems-api.ts';
import { endpointSharingWords } from '#model/ems/ems.ts';
import { sentenceStart } from '#model/text.ts';
import { categoryWords, tagCategories } from '#model/tagging/tags.ts';
import { ButtonLink, IconButton } from '#ui/button.tsx';
import { CellList } from '#ui/table/cell-list.tsx';
import { chipWidth } from '#ui/table/folding.ts';
import { classes } from '#ui/class-names.ts';
import { useConfirm } from '#ui/panel/confirm.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { ListPage } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { Menu } from '#ui/menu.tsx';
import { EmptyState, Status } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import { useToast } from '#ui/toast.tsx';
import { useUrlState } from '#ui/url-state.ts';
import styles from './page.module.css';
import { SyncPanel } from './sync-panel.tsx';

/** `12 s ago`, by the world's clock. */
function agoWords(then: number | null, now: number): string {
  if (then === null) return 'never seen';
  const seconds = Math.max(0, Math.round((now - then) / 1000));
  if (seconds < 90) return `seen ${seconds} s ago`;
  if (seconds < 5400) return `seen ${Math.round(seconds / 60)} min ago`;
  return `seen ${Math.round(seconds / 3600)} h ago`;
}

/** How the page groups its FortiGates: standalone, by Security Fabric, by HA cluster [325639, 8.0]. */
function groupName({ device: { fabric, ha } }: FabricDeviceAnswer): string {
  if (fabric) return `Security Fabric ${fabric.name}`;
  return ha ? `HA cluster ${ha.cluster}` : 'Standalone devices';
}

/** The group, and what the device is in it: in full where no heading says the group. */
function groupWords(answer: FabricDeviceAnswer, isHeaded: boolean): string {
  const { fabric, ha } = answer.device;
  const group = isHeaded ? [] : [groupName(answer)];
  const words = [
    ...group,
    ...(fabric ? [fabric.role] : []),
    ...(fabric && ha ? [`HA cluster ${ha.cluster}`] : []),
    ...(ha ? [`with ${ha.secondary}`] : []),
  ];
  return sentenceStart(words.join(', '));
}

function columns(
  now: number,
  isGrouped: boolean,
  listAddress: (path: string) => string,
  authorize: (answer: FabricDeviceAnswer) => void,
  connect: (answer: FabricDeviceAnswer) => void,
): readonly Column<FabricDeviceAnswer>[] {
  return [
    {
      id: 'name',
      width: '15%',
      header: 'Device',
      sortable: true,
      phone: 'first',
      cell: ({ device }) => (
        <div
          className={classes(
            styles['device'],
            isGrouped && device.fabric?.role === 'downstream' && styles['below'],
          )}
        >
          <Link className={styles['name']} to={listAddress(paths.ems.fabricDevice(device.serial))}>
            <CutText text={device.name} />
          </Link>
          {device.alias === undefined ? null : (
            <CutText className={styles['alias']} text={device.alias} />
          )}
        </div>
      ),
    },
    {
      id: 'serial',
      width: '152px',
      wide: true,
      header: 'Serial number',
      cell: ({ device }) => <span className="mono">{device.serial}</span>,
    },
    {
      id: 'ip',
      width: '112px',
      header: 'IP address',
      sortable: true,
      cell: ({ device }) => <span className="mono">{device.ip}</span>,
    },
    {
      id: 'group',
      header: 'Group',
      sortable: true,
      cell: (answer) => {
        const words = groupWords(answer, isGrouped);
        return words === '' ? null : <CutText text={words} />;
      },
    },
    {
      id: 'version',
      width: '80px',
      wide: true,
      header: 'Version',
      sortable: true,
      phone: 'hidden',
      cell: ({ device }) => device.version,
    },
    {
      id: 'authorized',
      width: '150px',
      header: 'Authorized',
      sortable: true,
      cell: ({ device, cacheEnds }) => (
        <>
          {!device.authorized ? (
            <Status tone="warn">Not authorized</Status>
          ) : device.connected === false ? (
            <>
              <Status tone="bad">{device.expired ? 'Connection expired' : 'Disconnected'}</Status>
              {cacheEnds === null ? null : (
                <div className={styles['seen']}>
                  tags kept for {Math.ceil((cacheEnds - now) / 1000)} s
                </div>
              )}
            </>
          ) : (
            <Status tone="ok">Authorized</Status>
          )}
        </>
      ),
    },
    {
      id: 'lastSeen',
      width: '112px',
      header: 'Last seen',
      phone: 'hidden',
      wide: true,
      cell: ({ device }) => (
        <span className={styles['seen']}>{agoWords(device.lastSeen, now)}</span>
      ),
    },
    {
      id: 'endpointSharing',
      width: '12%',
      header: 'Endpoint sharing',
      phone: 'hidden',
      cell: ({ device }) => (
        <>
          {endpointSharingWords[device.endpointSharing].short}
          {device.endpointSharing === 'selected' && device.selected.length > 0 ? (
            <CutText className={styles['seen']} text={` and ${device.selected.join(', ')}`} />
          ) : null}
        </>
      ),
    },
    {
      id: 'tagTypes',
      width: '18%',
      header: 'Tag types shared',
      cell: ({ device }) => (
        <CellList
          label={`tag types shared with ${device.name}`}
          shown={2}
          entries={tagCategories
            .filter((category) => category === 'zero_trust' || device.tagTypes.includes(category))
            .map((category) => {
              const name = category === 'zero_trust' ? 'Zero Trust' : categoryWords[category].short;
              return {
                key: category,
                view: <TagChip category={category} name={name} />,
                width: chipWidth(name),
              };
            })}
        />
      ),
    },
    {
      id: 'edit',
      width: '136px',
      header: 'Actions',
      phone: 'first',
      cell: (answer) => {
        const { device } = answer;
        return (
          <span className={styles['actions']}>
            <ButtonLink to={listAddress(paths.ems.fabricDevice(device.serial))} icon="edit">
              Edit<span className="visually-hidden"> {device.name}</span>
            </ButtonLink>
            <Menu
              trigger={<IconButton icon="more" label={`Actions of ${device.name}`} />}
              items={[
                device.authorized
                  ? {
                      label: 'Deny…',
                      icon: 'power',
                      own: true,
                      danger: true,
                      onSelect: () => authorize(answer),
                    }
                  : { label: 'Authorize', icon: 'check', onSelect: () => authorize(answer) },
                {
                  label: device.connected === false ? 'Reconnect' : 'Disconnect',
                  icon: 'power',
                  onSelect: () => connect(answer),
                },
              ]}
            />
          </span>
        );
      },
    },
  ];
}

const authorizedChoices = [
  { value: 'true', label: 'yes' },
  { value: 'false', label: 'no' },
];

/** Fabric & Connectors > Fabric Devices. */
export function Component() {
  const { serial } = useParams();
  const navigate = useNavigate();
  const { data: world } = useWorld();
  const list = useListState({
    sorts: fabricDeviceSortSchema.options,
    first: { sort: 'group' },
    filters: { authorized: ['true', 'false'] },
  });
  const { authorized } = list.filters;
  const isGrouped = list.query.sort === 'group';
  const { data, error, refetch, isPlaceholderData } = useAnswer(
    emsApi.fabricDevices,
    { query: { ...list.query, authorized: authorized === null ? null : authorized === 'true' } },
    { keepsLast: true },
  );
  /** The list stays as it is filtered under a panel. */
  const listAddress = (path: string): string => {
    const kept = new URLSearchParams(globalThis.location.search);
    // It belongs to the editor that is open, not to the list.
    kept.delete('next');
    return kept.size === 0 ? path : `${path}?${kept.toString()}`;
  };
  const url = useUrlState();
  const ask = useConfirm();
  const toast = useToast();
  const authorization = useChange(emsApi.authorizeDevice);
  const connection = useChange(emsApi.connectDevice);
  const connect = ({ device }: FabricDeviceAnswer): void => {
    const connected = device.connected === false;
    connection.mutate(
      { serial: device.serial, body: { connected } },
      {
        onSuccess: () =>
          toast({ text: `${device.name} is ${connected ? 'connected' : 'disconnected'}.` }),
        onError: (problem) => toast({ text: problem.message, tone: 'bad' }),
      },
    );
  };
  const authorize = async ({ device }: FabricDeviceAnswer): Promise<void> => {
    const sure =
      !device.authorized ||
      (await ask({
        title: `Deny ${device.name}?`,
        text: (
          <ConfirmText
            text={`EMS stops sharing tags and endpoints with ${device.name}. Policies on ${device.name} that ask for a tag no longer match.`}
            change={plannedChange(emsApi.authorizeDevice, {
              serial: device.serial,
              body: { authorized: false },
            })}
          />
        ),
        confirm: 'Deny',
        danger: true,
      }));
    if (!sure) return;
    authorization.mutate(
      { serial: device.serial, body: { authorized: !device.authorized } },
      {
        onSuccess: () =>
          toast({ text: `${device.name} is ${device.authorized ? 'denied' : 'authorized'}.` }),
        onError: (problem) => toast({ text: problem.message, tone: 'bad' }),
      },
    );
  };
  return (
    <ListPage
      crumb="Fabric & Connectors"
      title="Fabric Devices"
      wideFrom={1540}
      label="Fabric devices"
      list={list}
      answer={{
        rows: data?.devices,
        total: data?.total,
        error,
        refetch,
        isStale: isPlaceholderData,
      }}
      searchLabel="Search name, alias, serial, IP"
      filters={[{ name: 'authorized', label: 'Authorized', choices: authorizedChoices }]}
      columns={columns(
        world?.clock.epochMs ?? 0,
        isGrouped,
        listAddress,
        (answer) => void authorize(answer),
        connect,
      )}
      rowId={({ device }) => device.serial}
      onOpen={({ device }) => void navigate(listAddress(paths.ems.fabricDevice(device.serial)))}
      selected={serial ?? null}
      dimmed={({ device }) => !device.authorized}
      groupOf={isGrouped ? groupName : null}
      noMatch={{
        title: 'No Fabric device matches',
        text: 'Change the search text or the filter.',
      }}
      empty={
        <EmptyState title="No FortiGate is connected">
          A FortiGate appears here when its EMS connector reaches this EMS.
        </EmptyState>
      }
    >
      {serial === undefined ? null : (
        <SyncPanel
          key={serial}
          serial={serial}
          next={url.get('next')}
          onClose={() => void navigate(listAddress(paths.ems.fabricDevices()))}
        />
      )}
    </ListPage>
  );
}
