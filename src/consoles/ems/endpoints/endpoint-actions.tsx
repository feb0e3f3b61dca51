import { ConfirmText } from '#consoles/access-preview/confirm-text.tsx';
import { plannedChange as planned } from '#api/call.ts';
import { useAnswer, useChange } from '#api/hooks.ts';
import { useUndoable } from '#api/undo.ts';
import { labApi } from '#model/contract/lab.ts';
import { emsApi } from '#model/contract/ems.ts';
import type { EndpointAction, EndpointAnswer } from '#model/ems/ems-api.ts';
import { IconButton } from '#ui/button.tsx';
import { useConfirm } from '#ui/panel/confirm.tsx';
import { Menu, type MenuItem } from '#ui/menu.tsx';
import { useToast } from '#ui/toast.tsx';

interface Offer {
  readonly action: EndpointAction;
  readonly label: string;
  readonly done: string;
  /** What follows, asked about before; null for what harms nobody. */
  readonly consequence: string | null;
}

/** Each state offers the way out of it. */
function offers(endpoint: EndpointAnswer): readonly Offer[] {
  const { host } = endpoint;
  return [
    endpoint.quarantined
      ? {
          action: 'unquarantine',
          label: 'Unquarantine',
          done: `${host} is out of quarantine.`,
          consequence: null,
        }
      : {
          action: 'quarantine',
          label: 'Quarantine…',
          done: `${host} is quarantined.`,
          consequence:
            'FortiClient blocks all traffic except to EMS. Open sessions end, and the endpoint cannot open new ones.',
        },
    endpoint.registered
      ? {
          action: 'unregister',
          label: 'Deregister…',
          done: `${host} is no longer registered.`,
          consequence:
            'EMS no longer manages the endpoint. FortiGates have no information about it, and policies ignore its tags.',
        }
      : {
          action: 'register',
          label: 'Register',
          done: `${host} is registered.`,
          consequence: null,
        },
    endpoint.online
      ? {
          action: 'take-offline',
          label: 'Take offline…',
          done: `${host} is offline.`,
          consequence:
            'While the endpoint is offline, policies ignore its tags and it reports no changes to EMS.',
        }
      : {
          action: 'bring-online',
          label: 'Bring online',
          done: `${host} is online.`,
          consequence: null,
        },
    endpoint.inSync
      ? {
          action: 'out-of-sync',
          label: 'Mark out of sync',
          done: `${host} is out of sync.`,
          consequence: null,
        }
      : { action: 'sync', label: 'Mark in sync', done: `${host} is in sync.`, consequence: null },
    ...(endpoint.certificateRevoked
      ? []
      : [
          {
            action: 'revoke-certificate' as const,
            label: 'Revoke the certificate…',
            done: `The certificate of ${host} is revoked.`,
            consequence:
              'Connections with this certificate are denied with error 063, and open sessions end. To restore access, reissue the certificate.',
          },
        ]),
    {
      action: 'reissue-certificate',
      label: 'Reissue the certificate',
      done: `${host} has a new certificate.`,
      consequence: null,
    },
  ];
}

/** To each other EMS server of the world: an endpoint belongs to one. */
function useMoves({ uid, host }: EndpointAnswer): readonly MenuItem[] {
  const { data } = useAnswer(labApi.emsServers, {});
  const move = useChange(labApi.moveEndpoint);
  const ask = useConfirm();
  const toast = useToast();
  const undoable = useUndoable(toast);
  const others = data?.servers.filter(({ isOpen }) => !isOpen) ?? [];
  return others.map(({ name, serial }) => ({
    label: `Move to ${name}…`,
    own: true,
    danger: true,
    onSelect: () =>
      void ask({
        title: `Move ${host} to ${name}?`,
        text: (
          <ConfirmText
            text={`${host} registers to ${name}. It loses the tags that it has here, and has those that ${name} gives it.`}
            change={planned(labApi.moveEndpoint, { uid, body: { serial } })}
          />
        ),
        confirm: 'Move',
        danger: true,
      }).then((sure) => {
        if (sure)
          move.mutate(
            { uid, body: { serial } },
            {
              onSuccess: ({ revision }) =>
                toast({ text: `${host} is on ${name}.`, ...undoable(revision) }),
              onError: ({ message }) => toast({ text: message, tone: 'bad' }),
            },
          );
      }),
  }));
}

/** What an administrator can do to the endpoint as a whole. */
export function EndpointActions({
  endpoint,
  onEdit,
}: {
  readonly endpoint: EndpointAnswer;
  readonly onEdit: () => void;
}) {
  const act = useChange(emsApi.actOnEndpoint);
  const ask = useConfirm();
  const toast = useToast();
  const moves = useMoves(endpoint);

  const press = async ({ action, label, done, consequence }: Offer): Promise<void> => {
    const sure =
      consequence === null ||
      (await ask({
        title: `${label.replace('…', '')}: ${endpoint.host}?`,
        text: (
          <ConfirmText
            text={consequence}
            change={planned(emsApi.actOnEndpoint, { uid: endpoint.uid, body: { action } })}
          />
        ),
        confirm: label.replace('…', ''),
        danger: true,
      }));
    if (!sure) return;
    act.mutate(
      { uid: endpoint.uid, body: { action } },
      {
        onSuccess: () => toast({ text: done }),
        onError: (problem) => toast({ text: problem.message, tone: 'bad' }),
      },
    );
  };

  const items: readonly MenuItem[] = [
    ...offers(endpoint).map((offer) => ({
      label: offer.label,
      danger: offer.consequence !== null,
      onSelect: () => void press(offer),
    })),
    { label: 'Edit…', own: true, icon: 'edit', onSelect: onEdit },
    ...moves,
  ];
  return (
    <Menu
      trigger={<IconButton icon="more" label={`Actions of ${endpoint.host}`} />}
      items={items}
    />
  );
}
