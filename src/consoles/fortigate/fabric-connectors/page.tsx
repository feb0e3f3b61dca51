import { useQueryClient } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { askAgainAbout, useAnswer } from '#api/hooks.ts';
import { useRemoveRow, useUpdateRow } from '#api/rows.ts';
import { labApi } from '#model/contract/lab.ts';
import type { EmsConnectorAnswer } from '#model/ems/ems-connectors.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { Menu } from '#ui/menu.tsx';
import { Note } from '#ui/page.tsx';
import { useConfirm } from '#ui/panel/confirm.tsx';
import { EmptyState } from '#ui/states.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { ListPage } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { useToast } from '#ui/toast.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { AuthorizePanel } from './authorize-panel.tsx';
import { connectorTable } from './connector-form.ts';
import { ConnectorPanel } from './connector-panel.tsx';
import { CertificateStatus, ConnectionStatus } from './connector-status.tsx';
import styles from './page.module.css';
import { useVerifyCertificate } from './use-verify-certificate.tsx';

/** `EMS1`, as menus, names of tags and the address of the page have it. */
function slotName({ number }: EmsConnectorAnswer): string {
  return `EMS${number}`;
}

interface Actions {
  readonly open: (connector: EmsConnectorAnswer) => void;
  readonly verify: (connector: EmsConnectorAnswer) => void;
  readonly authorize: (connector: EmsConnectorAnswer) => void;
  readonly enable: (connector: EmsConnectorAnswer) => void;
  readonly remove: (connector: EmsConnectorAnswer) => void;
}

function menuItems(connector: EmsConnectorAnswer, actions: Actions) {
  const { settings, link, isVerified } = connector;
  if (!settings) return [];
  const isOn = settings.status === 'enable';
  return [
    { label: 'Edit', icon: 'edit', onSelect: () => actions.open(connector) },
    ...(isOn && !isVerified
      ? [
          {
            label: 'Verify certificate…',
            icon: 'check',
            onSelect: () => actions.verify(connector),
          } as const,
        ]
      : []),
    ...(link === 'not-authorized'
      ? [
          {
            label: 'Authorize…',
            icon: 'check',
            onSelect: () => actions.authorize(connector),
          } as const,
        ]
      : []),
    {
      label: isOn ? 'Disable' : 'Enable',
      icon: 'power',
      onSelect: () => actions.enable(connector),
    },
    { label: 'Delete…', icon: 'trash', danger: true, onSelect: () => actions.remove(connector) },
  ] as const;
}

function columns(actions: Actions): readonly Column<EmsConnectorAnswer>[] {
  const dim = (text: string) => <span className={styles['dim']}>{text}</span>;
  return [
    {
      id: 'slot',
      width: '84px',
      header: 'Connector',
      phone: 'first',
      cell: (connector) => (
        <button type="button" className={styles['open']} onClick={() => actions.open(connector)}>
          {slotName(connector)}
        </button>
      ),
    },
    {
      id: 'name',
      width: '18%',
      header: 'Name',
      cell: ({ settings }) => (settings ? <CutText text={settings.name} /> : null),
    },
    {
      id: 'type',
      width: '15%',
      wide: true,
      header: 'Type',
      phone: 'hidden',
      cell: ({ settings }) =>
        settings ? (
          <CutText text={settings.isCloud ? 'FortiClient EMS Cloud' : 'FortiClient EMS'} />
        ) : null,
    },
    {
      id: 'server',
      header: 'IP/Domain name',
      cell: ({ settings }) =>
        settings && !settings.isCloud ? (
          <CutText className="mono" text={`${settings.server}:${settings.port}`} />
        ) : null,
    },
    {
      id: 'serial',
      width: '164px',
      header: 'EMS serial number',
      phone: 'hidden',
      cell: ({ settings }) => <span className="mono">{settings?.serial}</span>,
    },
    {
      id: 'connection',
      width: '222px',
      header: 'Connection',
      phone: 'first',
      cell: (connector) =>
        connector.settings ? <ConnectionStatus connector={connector} /> : dim('Not configured'),
    },
    {
      id: 'certificate',
      width: '120px',
      header: 'EMS certificate',
      phone: 'hidden',
      cell: (connector) =>
        connector.settings ? <CertificateStatus connector={connector} /> : null,
    },
    {
      id: 'actions',
      width: '72px',
      header: 'Actions',
      phone: 'first',
      cell: (connector) =>
        connector.settings ? (
          <Menu
            trigger={<IconButton icon="more" label={`Actions of ${slotName(connector)}`} />}
            items={menuItems(connector, actions)}
          />
        ) : (
          <IconButton
            icon="plus"
            label={`Configure ${slotName(connector)}`}
            onClick={() => actions.open(connector)}
          />
        ),
    },
  ];
}

function useConnectorActions(device: string): Actions & {
  readonly saved: (connector: EmsConnectorAnswer) => void;
} {
  const url = useUrlState();
  const ask = useConfirm();
  const toast = useToast();
  const remove = useRemoveRow(device, connectorTable);
  const update = useUpdateRow(device, connectorTable);
  const { offer, offerIfNeeded } = useVerifyCertificate(device);
  const client = useQueryClient();
  // EMS lists a FortiGate by what its connector does.
  const tellEms = (): Promise<void> => askAgainAbout(client, ['devices']);
  const tell = (problem: Error): void => toast({ text: problem.message, tone: 'bad' });

  const askAndRemove = async (connector: EmsConnectorAnswer): Promise<void> => {
    const name = slotName(connector);
    const yes = await ask({
      title: `Delete ${name}?`,
      text: `${device} loses its connection to this EMS, and with it every tag and address that EMS shares.`,
      confirm: 'Delete',
      danger: true,
    });
    if (!yes) return;
    remove.mutate(String(connector.number), {
      onSuccess: () => {
        void tellEms();
        toast({ text: `${name} was deleted.` });
      },
      onError: tell,
    });
  };
  const toggle = (connector: EmsConnectorAnswer): void => {
    const isOn = connector.settings?.status === 'enable';
    update.mutate(
      {
        key: String(connector.number),
        row: { status: isOn ? 'disable' : 'enable' },
        basedOn: connector.revision,
      },
      {
        onSuccess: () => {
          void tellEms();
          toast({ text: `${slotName(connector)} was ${isOn ? 'disabled' : 'enabled'}.` });
        },
        onError: tell,
      },
    );
  };
  return {
    open: (connector) => url.set({ edit: slotName(connector), authorize: null }),
    authorize: (connector) => url.set({ authorize: slotName(connector), edit: null }),
    verify: (connector) => void offer(connector),
    enable: toggle,
    remove: (connector) => void askAndRemove(connector),
    saved: ({ number }) => {
      void tellEms();
      void offerIfNeeded(number);
    },
  };
}

function matches({ number, settings }: EmsConnectorAnswer, search: string): boolean {
  const text = [`EMS${number}`, settings?.name, settings?.server, settings?.serial].join('\n');
  return text.toLowerCase().includes(search.trim().toLowerCase());
}

/** Security Fabric > Fabric Connectors: the FortiClient EMS connectors, EMS1 to EMS7. */
export function Component() {
  const { device = '' } = useParams();
  const url = useUrlState();
  const list = useListState({ sorts: ['slot'], first: { sort: 'slot' }, filters: {} });
  const { data, error, refetch } = useAnswer(labApi.emsConnectors, { device });
  const actions = useConnectorActions(device);
  const rows = data?.connectors.filter((one) => matches(one, list.query.search));
  const named = (name: string) =>
    data?.connectors.find((one) => slotName(one) === url.get(name)) ?? null;
  const editing = named('edit');
  const authorizing = named('authorize');
  const free = data?.connectors.find(({ settings }) => settings === null);
  return (
    <ListPage
      crumb="Security Fabric"
      title="Fabric Connectors"
      actions={
        free ? (
          <Button icon="plus" look="primary" onClick={() => actions.open(free)}>
            Create New
          </Button>
        ) : null
      }
      label="FortiClient EMS connectors"
      list={list}
      answer={{ rows, total: rows?.length, error, refetch, isStale: false }}
      searchLabel="Search connectors"
      columns={columns(actions)}
      rowId={slotName}
      onOpen={actions.open}
      selected={editing ? slotName(editing) : null}
      noMatch={{ title: 'No connector matches' }}
      empty={<EmptyState title="No connectors" />}
    >
      <Note>
        A FortiGate connects to up to seven EMS. The number of a connector stands in the names of
        its tags: EMS1_ZTNA_… is a tag of EMS1.
      </Note>
      {editing ? (
        <ConnectorPanel
          key={`${slotName(editing)} ${editing.settings === null}`}
          device={device}
          connector={editing}
          onSaved={() => actions.saved(editing)}
          onVerify={() => actions.verify(editing)}
          onAuthorize={() => actions.authorize(editing)}
          onClose={() => url.set({ edit: null })}
        />
      ) : null}
      {authorizing && data ? (
        <AuthorizePanel
          device={device}
          serial={data.device_serial}
          onClose={() => url.set({ authorize: null })}
        />
      ) : null}
    </ListPage>
  );
}
