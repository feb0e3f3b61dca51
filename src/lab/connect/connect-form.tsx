import { useId } from 'react';
import type { Endpoint } from '#model/ems/ems.ts';
import type { ConnectRequest, ConnectTarget } from '#model/lab/lab-api.ts';
import type { CertificateState } from '#model/decision/session.ts';
import { Button } from '#ui/button.tsx';
import { SelectField } from '#ui/fields/choice-field.tsx';
import { Disclosure } from '#ui/page.tsx';
import { PickOneField } from '#ui/fields/pick-field.tsx';
import { Banner } from '#ui/states.tsx';
import { TextField } from '#ui/fields/text-field.tsx';
import { EndpointField } from '../endpoint-field.tsx';
import styles from './connect-form.module.css';
import { interfacesTo, targetKey, unknownDevice } from './connection.ts';

const certificates: readonly { value: CertificateState; label: string }[] = [
  { value: 'valid', label: 'valid' },
  { value: 'none', label: 'none presented' },
  { value: 'mismatch', label: 'other serial number' },
  { value: 'revoked', label: 'revoked' },
];

const systems: readonly { value: string; label: string }[] = [
  { value: 'windows', label: 'Windows, or another desktop' },
  { value: 'ios', label: 'iOS' },
  { value: 'android', label: 'Android' },
];

/** Which connection to make. What is chosen stands in the address, so that a link makes the same one. */
export function ConnectForm({
  targets,
  target,
  endpoint,
  device,
  lookup,
  request,
  problem,
  busy,
  onChange,
  onConnect,
}: {
  readonly targets: readonly ConnectTarget[];
  readonly target: ConnectTarget | null;
  /** The uid; null for a device that EMS does not know. */
  readonly endpoint: string | null;
  /** Undefined while it is looked up; null for a device that EMS does not know. */
  readonly device: Endpoint | null | undefined;
  readonly lookup: Error | null;
  readonly request: ConnectRequest | null;
  readonly problem: { readonly field: string; readonly message: string } | null;
  readonly busy: boolean;
  readonly onChange: (values: Readonly<Record<string, string | null>>) => void;
  readonly onConnect: () => void;
}) {
  const form = useId();
  const errorAt = (field: string): string | undefined =>
    problem?.field === field ? problem.message : undefined;
  const fields = ['endpoint', 'server', 'srcintf', 'srcip', 'path', 'host', 'certificate'];
  const elsewhere = problem !== null && !fields.includes(problem.field) ? problem.message : null;
  return (
    <form
      id={form}
      className={styles['form']}
      aria-label="Connection"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onConnect();
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
          onChange={(uid) => onChange({ endpoint: uid, srcip: null, certificate: null })}
        />
        <PickOneField
          label="ZTNA server"
          error={
            errorAt('server') ??
            (target
              ? undefined
              : 'Choose a ZTNA server. The server in the link does not exist in this world.')
          }
          options={targets.map((one) => ({
            value: targetKey(one),
            label: `${one.server} ${one.address}:${one.port}`,
            group: one.fortigate,
          }))}
          value={target ? targetKey(target) : ''}
          onChange={(key) => {
            const chosen = targets.find((one) => targetKey(one) === key);
            if (chosen)
              onChange({ fortigate: chosen.fortigate, server: chosen.server, srcintf: null });
          }}
        />
        <SelectField
          label="Client certificate"
          error={errorAt('certificate')}
          value={request?.certificate ?? 'valid'}
          options={
            device === null ? certificates.filter(({ value }) => value === 'none') : certificates
          }
          onChange={(certificate) => onChange({ certificate })}
        />
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
      <Disclosure
        summary="Source and request"
        open={['srcintf', 'srcip', 'path', 'host'].includes(problem?.field ?? '')}
      >
        <div className={styles['more']}>
          <SelectField
            label="Incoming interface"
            error={errorAt('srcintf')}
            value={request?.srcintf ?? ''}
            options={(target ? interfacesTo(target) : []).map((name) => ({
              value: name,
              label: name,
            }))}
            onChange={(srcintf) => onChange({ srcintf })}
          />
          <TextField
            label="Source IP"
            mono
            error={errorAt('srcip')}
            hint={
              device && request && request.srcip !== device.ip
                ? `EMS has ${device.ip} of ${device.host}.`
                : undefined
            }
            value={request?.srcip ?? ''}
            onChange={(srcip) => onChange({ srcip })}
          />
          <TextField
            label="Path"
            mono
            error={errorAt('path')}
            value={request?.path ?? '/'}
            onChange={(path) => onChange({ path })}
          />
          <TextField
            label="Host"
            mono
            error={errorAt('host')}
            placeholder="any"
            value={request?.host ?? ''}
            onChange={(host) => onChange({ host })}
          />
          {device === null ? (
            <SelectField
              label="System of the device"
              value={request?.os ?? 'windows'}
              options={systems}
              onChange={(os) => onChange({ os })}
            />
          ) : null}
        </div>
      </Disclosure>
    </form>
  );
}
