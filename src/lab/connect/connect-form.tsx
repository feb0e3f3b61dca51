import { useEffect, useId, useRef, useState } from 'react';
import type { ConnectField } from '#api/paths.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type { CertificateState } from '#model/decision/session.ts';
import { Button } from '#ui/button.tsx';
import { SelectField } from '#ui/fields/choice-field.tsx';
import { Disclosure } from '#ui/page.tsx';
import { type Pick, PickOneField } from '#ui/fields/pick-field.tsx';
import { Banner } from '#ui/states.tsx';
import { EndpointField } from '../endpoint-field.tsx';
import styles from './connect-form.module.css';
import {
  type Form,
  type Offer,
  type Problems,
  fieldOf,
  problemsOf,
  unknownDevice,
} from './connection.ts';
import { MoreFields } from './more-fields.tsx';
import { PlaceFields } from './place-fields.tsx';
import type { SetFields } from './use-connect-url.ts';

const certificates: readonly { value: CertificateState; label: string }[] = [
  { value: 'valid', label: 'valid' },
  { value: 'none', label: 'none presented' },
  { value: 'mismatch', label: 'other serial number' },
  { value: 'revoked', label: 'revoked' },
];

/** Fields that are folded away. */
const folded: readonly ConnectField[] = [
  'srcintf',
  'dstintf',
  'path',
  'host',
  'user',
  'groups',
  'loginuser',
  'logingroups',
];

interface Place {
  readonly to: Form['to'];
  readonly fortigate: string;
  readonly server: string | null;
}

interface PlacePick extends Pick {
  readonly place: Place;
}

function keyOf({ to, fortigate, server }: Place): string {
  return JSON.stringify([to, fortigate, server]);
}

/** Every place that a session can go to, by the FortiGate that decides. */
function placePicks({ fortigates, targets }: Offer): readonly PlacePick[] {
  const pick = (place: Place, label: string): PlacePick => ({
    value: keyOf(place),
    label,
    group: place.fortigate,
    place,
  });
  return fortigates.flatMap(({ fortigate }) => [
    ...targets
      .filter((one) => one.fortigate === fortigate)
      .flatMap(({ server, address, port, hasPages, forwardsTo }) => [
        ...(hasPages || forwardsTo === null
          ? [pick({ to: 'server', fortigate, server }, `${server} ${address}:${port}`)]
          : []),
        ...(forwardsTo
          ? [pick({ to: 'tcp', fortigate, server }, `${server} ${address}:${port}, TCP forwarding`)]
          : []),
      ]),
    pick({ to: 'address', fortigate, server: null }, `Any address through ${fortigate}`),
  ]);
}

interface Problem {
  readonly field: string;
  readonly message: string;
}

/** What is wrong, as the API said it or as the form does once one has pressed *Connect*. */
function useProblems(form: Form, isKnown: boolean, problem: Problem | null) {
  const [pressed, setPressed] = useState(0);
  const ref = useRef<HTMLFormElement>(null);
  const own: Problems =
    pressed > 0 && form.request ? problemsOf(form.request) : new Map<ConnectField, string>();
  const field = problem && fieldOf(problem.field);
  const errorAt = (at: ConnectField): string | undefined =>
    own.get(at) ?? (field === at ? problem?.message : undefined);
  // The address of a device that EMS does not know stands above.
  const hidden = isKnown ? [...folded, 'srcip' as const] : folded;
  const isFolded = hidden.some((at) => errorAt(at) !== undefined);
  /** Once open, it stays open: what is typed to mend it must not fold it. */
  const [isOpen, setOpen] = useState(false);
  if (isFolded && !isOpen) setOpen(true);
  useEffect(() => {
    if (pressed === 0 && problem === null) return;
    const first = ref.current?.querySelector<HTMLElement>(
      'input[aria-invalid="true"], select[aria-invalid="true"]',
    );
    first?.focus();
  }, [pressed, problem]);
  return {
    ref,
    errorAt,
    isOpen,
    elsewhere: problem !== null && field === null ? problem.message : null,
    /** True where nothing is wrong. */
    check: (): boolean => {
      const isRight = form.request === null || problemsOf(form.request).size === 0;
      setPressed(isRight ? 0 : pressed + 1);
      return isRight;
    },
  };
}

/** Which session to try. What is chosen stands in the address, so that a link tries the same one. */
export function ConnectForm({
  offer,
  form,
  endpoint,
  device,
  lookup,
  problem,
  busy,
  onChange,
  onConnect,
}: {
  readonly offer: Offer;
  readonly form: Form;
  /** The uid; null for a device that EMS does not know. */
  readonly endpoint: string | null;
  /** Undefined while it is looked up; null for a device that EMS does not know. */
  readonly device: Endpoint | null | undefined;
  readonly lookup: Error | null;
  readonly problem: Problem | null;
  readonly busy: boolean;
  readonly onChange: SetFields;
  readonly onConnect: () => void;
}) {
  const id = useId();
  const { ref, errorAt, isOpen, elsewhere, check } = useProblems(form, endpoint !== null, problem);
  const { to, target, fortigate } = form;
  const picks = placePicks(offer);
  const isThere = fortigate !== null && (to === 'address' || target !== null);
  const part = { form, device, errorAt, onChange };
  return (
    <form
      ref={ref}
      id={id}
      className={styles['form']}
      aria-label="Connection"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isThere && check()) onConnect();
      }}
    >
      <div className={styles['main']}>
        <EndpointField
          other={{
            value: unknownDevice,
            label: 'A device that EMS does not know',
            group: 'Without FortiClient',
          }}
          chosen={device}
          value={endpoint ?? unknownDevice}
          error={errorAt('endpoint') ?? lookup?.message}
          onChange={(uid) =>
            onChange({
              endpoint: uid,
              // What belongs to the device before it.
              srcip: null,
              srcintf: null,
              certificate: null,
              user: null,
              groups: null,
            })
          }
        />
        <PickOneField
          label="Destination"
          error={
            errorAt('server') ??
            errorAt('fortigate') ??
            (isThere
              ? undefined
              : 'Choose a destination. The one in the link does not exist in this world.')
          }
          options={picks}
          value={
            isThere
              ? keyOf({ to, fortigate: fortigate.fortigate, server: target?.server ?? null })
              : ''
          }
          onChange={(key) => {
            const chosen = picks.find(({ value }) => value === key)?.place;
            if (!chosen) return;
            onChange({
              to: chosen.to,
              fortigate: chosen.fortigate,
              ...(chosen.server === null ? {} : { server: chosen.server }),
              srcintf: null,
              ...(chosen.server === target?.server ? {} : { address: null, port: null }),
            });
          }}
        />
        <SelectField
          label="Client certificate"
          error={errorAt('certificate')}
          hint={to === 'address' ? 'Counts at a ZTNA server’s address alone.' : undefined}
          value={form.request?.certificate ?? 'valid'}
          options={
            device === null ? certificates.filter(({ value }) => value === 'none') : certificates
          }
          onChange={(certificate) => onChange({ certificate })}
        />
        <PlaceFields {...part} />
        <div className={styles['press']}>
          <Button type="submit" look="primary" busy={busy}>
            Connect
          </Button>
        </div>
      </div>
      {elsewhere === null ? null : (
        <Banner tone="bad" live>
          {elsewhere}
        </Banner>
      )}
      <Disclosure summary="More: interfaces, request, user and log-in" open={isOpen}>
        <MoreFields {...part} />
      </Disclosure>
    </form>
  );
}
