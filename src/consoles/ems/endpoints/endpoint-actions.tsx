import { useChange } from '#api/hooks.ts';
import { emsApi } from '#model/contract/ems.ts';
import type { EndpointAction, EndpointAnswer } from '#model/ems-api.ts';
import { IconButton } from '#ui/button.tsx';
import { useConfirm } from '#ui/confirm.tsx';
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
          label: 'Lift the quarantine',
          done: `${host} is out of quarantine.`,
          consequence: null,
        }
      : {
          action: 'quarantine',
          label: 'Quarantine…',
          done: `${host} is quarantined.`,
          consequence:
            'Its FortiClient lets nothing out but to EMS: open sessions end, and no new one leaves the endpoint.',
        },
    endpoint.registered
      ? {
          action: 'unregister',
          label: 'Deregister…',
          done: `${host} is no longer registered.`,
          consequence:
            'EMS no longer manages it: FortiGates have no information on it, and none of its tags counts.',
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
          done: `${host} is offline to EMS.`,
          consequence:
            'While it is offline to EMS its tags do not count, and it reports no change.',
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
          label: 'Put out of sync',
          done: `${host} is out of sync.`,
          consequence: null,
        }
      : { action: 'sync', label: 'Bring in sync', done: `${host} is in sync.`, consequence: null },
    ...(endpoint.certificateRevoked
      ? []
      : [
          {
            action: 'revoke-certificate' as const,
            label: 'Revoke the certificate…',
            done: `The certificate of ${host} is revoked.`,
            consequence:
              'Whoever presents it is denied with error 063, and its open sessions end. Reissue it to mend that.',
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

/** What an administrator can do to the endpoint as a whole. */
export function EndpointActions({ endpoint }: { readonly endpoint: EndpointAnswer }) {
  const act = useChange(emsApi.actOnEndpoint);
  const ask = useConfirm();
  const toast = useToast();

  const press = async ({ action, label, done, consequence }: Offer): Promise<void> => {
    const sure =
      consequence === null ||
      (await ask({
        title: `${label.replace('…', '')}: ${endpoint.host}?`,
        text: consequence,
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

  const items: readonly MenuItem[] = offers(endpoint).map((offer) => ({
    label: offer.label,
    danger: offer.consequence !== null,
    onSelect: () => void press(offer),
  }));
  return (
    <Menu
      trigger={<IconButton icon="more" label={`Actions of ${endpoint.host}`} />}
      items={items}
    />
  );
}
