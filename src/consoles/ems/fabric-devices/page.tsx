import { Link, useNavigate, useParams } from 'react-router';
import { useAuthorizeDevice, useConnectDevice, useFabricDevices } from '#api/ems-hooks.ts';
import { useWorld } from '#api/lab-hooks.ts';
import { paths } from '#api/paths.ts';
import { type FabricDeviceAnswer, fabricDeviceSortSchema } from '#model/ems-api.ts';
import { endpointSharingWords } from '#model/ems.ts';
import { categoryWords, tagCategories } from '#model/tags.ts';
import { Button, ButtonLink, IconButton } from '#ui/button.tsx';
import { ChipRow } from '#ui/chip.tsx';
import { useConfirm } from '#ui/confirm.tsx';
import { type Column, DataTable } from '#ui/data-table.tsx';
import { useListState } from '#ui/list-state.ts';
import { FilterMenu, Menu } from '#ui/menu.tsx';
import { PageHeader, Toolbar } from '#ui/page.tsx';
import { Pagination } from '#ui/pagination.tsx';
import { SearchField } from '#ui/search-field.tsx';
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

/** How the page groups its FortiGates: standalone, by Security Fabric, by HA cluster. */
function groupWords({ device: { fabric, ha } }: FabricDeviceAnswer): string {
  const parts = [
    ...(fabric ? [`Security Fabric ${fabric.name}, ${fabric.role}`] : []),
    ...(ha ? [`HA cluster ${ha.cluster}, with ${ha.secondary}`] : []),
  ];
  return parts.length === 0 ? 'Standalone' : parts.join('; ');
}

function columns(
  now: number,
  isTree: boolean,
  authorize: (answer: FabricDeviceAnswer) => void,
  connect: (answer: FabricDeviceAnswer) => void,
): readonly Column<FabricDeviceAnswer>[] {
  return [
    {
      id: 'name',
      header: 'Device',
      sortable: true,
      phone: 'first',
      cell: ({ device }) => (
        <div className={isTree && device.fabric?.role === 'downstream' ? styles['below'] : ''}>
          <Link className={styles['name']} to={paths.ems.fabricDevice(device.serial)}>
            {device.name}
          </Link>
          <br />
          <span className={styles['sub']}>{device.serial}</span>
        </div>
      ),
    },
    {
      id: 'ip',
      header: 'IP address',
      sortable: true,
      cell: ({ device }) => <span className="mono">{device.ip}</span>,
    },
    { id: 'group', header: 'Group', sortable: true, cell: groupWords },
    {
      id: 'version',
      header: 'Version',
      sortable: true,
      phone: 'hidden',
      cell: ({ device }) => device.version,
    },
    {
      id: 'authorized',
      header: 'Authorization',
      sortable: true,
      cell: ({ device }) => (
        <>
          {!device.authorized ? (
            <Status tone="warn">Not authorized</Status>
          ) : device.connected === false ? (
            <Status tone="bad">{device.expired ? 'Connection expired' : 'Disconnected'}</Status>
          ) : (
            <Status tone="ok">Authorized</Status>
          )}
          <br />
          <span className={styles['seen']}>{agoWords(device.lastSeen, now)}</span>
        </>
      ),
    },
    {
      id: 'endpointSharing',
      header: 'Endpoint sharing',
      phone: 'hidden',
      cell: ({ device }) => (
        <>
          {endpointSharingWords[device.endpointSharing].short}
          {device.endpointSharing === 'selected' && device.selected.length > 0 ? (
            <>
              <br />
              <span className={styles['seen']}>and {device.selected.join(', ')}</span>
            </>
          ) : null}
        </>
      ),
    },
    {
      id: 'tagTypes',
      header: 'Tag types shared',
      cell: ({ device }) => (
        <ChipRow>
          {tagCategories
            .filter((category) => category === 'zero_trust' || device.tagTypes.includes(category))
            .map((category) => (
              <TagChip
                key={category}
                category={category}
                name={category === 'zero_trust' ? 'Zero Trust' : categoryWords[category].short}
              />
            ))}
        </ChipRow>
      ),
    },
    {
      id: 'edit',
      header: 'Actions',
      phone: 'first',
      cell: (answer) => {
        const { device } = answer;
        return (
          <span className={styles['actions']}>
            <ButtonLink to={paths.ems.fabricDevice(device.serial)} icon="edit">
              Edit<span className="visually-hidden"> {device.name}</span>
            </ButtonLink>
            <Menu
              trigger={<IconButton icon="more" label={`Actions of ${device.name}`} />}
              items={[
                device.authorized
                  ? {
                      label: 'Deny…',
                      icon: 'power',
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

type Authorized = 'any' | 'true' | 'false';
const authorizedChoices: readonly { value: Authorized; label: string }[] = [
  { value: 'any', label: 'any' },
  { value: 'true', label: 'authorized' },
  { value: 'false', label: 'not authorized' },
];

const byGroup = { sort: 'group', descending: false } as const;

/** Fabric & Connectors > Fabric Devices. */
export function Component() {
  const { serial } = useParams();
  const navigate = useNavigate();
  const url = useUrlState();
  const { data: world } = useWorld();
  const chosen = authorizedChoices.find(({ value }) => value === url.get('authorized'));
  const authorized = chosen?.value ?? 'any';
  const list = useListState(fabricDeviceSortSchema.options, byGroup);
  const query = { ...list.query, authorized: authorized === 'any' ? null : authorized === 'true' };
  const { data, error, refetch } = useFabricDevices(query);
  const filtered = query.search !== '' || query.authorized !== null;
  const ask = useConfirm();
  const toast = useToast();
  const authorization = useAuthorizeDevice();
  const connection = useConnectDevice();
  const connect = ({ device }: FabricDeviceAnswer): void => {
    const connected = device.connected === false;
    connection.mutate(
      { serial: device.serial, connected },
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
        text: 'EMS shares nothing with it any more: it knows no tags and no endpoints, and what its policies ask for is never known.',
        confirm: 'Deny',
        danger: true,
      }));
    if (!sure) return;
    authorization.mutate(
      { serial: device.serial, authorized: !device.authorized },
      {
        onSuccess: () =>
          toast({ text: `${device.name} is ${device.authorized ? 'denied' : 'authorized'}.` }),
        onError: (problem) => toast({ text: problem.message, tone: 'bad' }),
      },
    );
  };
  return (
    <>
      <PageHeader crumb="Fabric & Connectors" title="Fabric Devices" />
      <Toolbar>
        <SearchField
          label="Search name, serial, address"
          value={query.search}
          onChange={list.search}
        />
        <FilterMenu
          label="Authorization"
          value={authorized}
          choices={authorizedChoices}
          onChange={(value) =>
            url.set({ authorized: value === 'any' ? null : value, offset: null })
          }
        />
      </Toolbar>
      <DataTable
        label="Fabric devices"
        columns={columns(
          world?.clock.epochMs ?? 0,
          query.sort === 'group',
          (answer) => void authorize(answer),
          connect,
        )}
        rows={data?.devices}
        {...list.sorting}
        rowId={({ device }) => device.serial}
        error={error}
        onRetry={() => void refetch()}
        onOpen={({ device }) => void navigate(paths.ems.fabricDevice(device.serial))}
        selected={serial ?? null}
        dimmed={({ device }) => !device.authorized}
        empty={
          filtered ? (
            <EmptyState
              title="No Fabric device matches"
              action={
                <Button onClick={() => url.set({ search: null, authorized: null })}>
                  Clear the filters
                </Button>
              }
            />
          ) : (
            <EmptyState title="No FortiGate is connected">
              A FortiGate appears here when its EMS connector reaches this EMS.
            </EmptyState>
          )
        }
      />
      <Pagination {...list.pages(data?.total)} />
      {serial === undefined ? null : (
        <SyncPanel
          serial={serial}
          next={url.get('next')}
          onClose={() => void navigate(paths.ems.fabricDevices())}
        />
      )}
    </>
  );
}
