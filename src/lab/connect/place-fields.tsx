import { routesOf } from '#engine/sync/routes.ts';
import { classes } from '#ui/class-names.ts';
import { SelectField } from '#ui/fields/choice-field.tsx';
import { TextField } from '#ui/fields/text-field.tsx';
import type { Endpoint } from '#model/ems/ems.ts';
import styles from './connect-form.module.css';
import { portMatters } from './connection.ts';
import type { FormPart } from './form-fields.ts';

const systems: readonly { value: string; label: string }[] = [
  { value: 'windows', label: 'Windows, or another desktop' },
  { value: 'ios', label: 'iOS' },
  { value: 'android', label: 'Android' },
];

const protocols: readonly { value: string; label: string }[] = [
  { value: '6', label: 'TCP' },
  { value: '17', label: 'UDP' },
  { value: '1', label: 'ICMP' },
];
const otherProtocol = 'other';

function RouteField({
  endpoint,
  form: { texts },
  onChange,
}: FormPart & { readonly endpoint: Endpoint }) {
  const routes = routesOf(endpoint);
  const options = routes.map(({ ip, gateway, vpn }, i) => ({
    value: String(i),
    label: `${ip}${gateway === null ? '' : `, ${vpn ? 'VPN to ' : ''}${gateway}`}`,
  }));
  const place = routes.findIndex(({ ip }) => ip === texts.srcip);
  const other = { value: '', label: `${texts.srcip}, none of its routes` };
  return (
    <SelectField
      label="Route"
      options={place < 0 ? [other, ...options] : options}
      value={place < 0 ? '' : String(place)}
      onChange={(value) => {
        const route = routes[Number(value)];
        // The interface follows from the route.
        if (value !== '' && route) onChange({ srcip: route.ip, srcintf: null });
      }}
    />
  );
}

function ProtocolFields({ form: { texts }, errorAt, onChange }: FormPart) {
  const known = protocols.some(({ value }) => value === texts.protocol);
  return (
    <>
      <SelectField
        label="Protocol"
        options={[...protocols, { value: otherProtocol, label: 'Other' }]}
        value={known ? texts.protocol : otherProtocol}
        onChange={(value) => onChange({ protocol: value === otherProtocol ? '' : value })}
      />
      {known ? null : (
        <TextField
          label="Protocol number"
          mono
          inputMode="numeric"
          placeholder="47 for GRE"
          error={errorAt('protocol')}
          value={texts.protocol}
          onChange={(protocol) => onChange({ protocol })}
        />
      )}
      {portMatters(texts.protocol) ? (
        <TextField
          label="Port"
          mono
          inputMode="numeric"
          error={errorAt('dstport')}
          value={texts.dstport}
          onChange={(dstport) => onChange({ dstport })}
        />
      ) : null}
    </>
  );
}

/** What says where the session comes from and goes to, besides the two fields above it; often nothing. */
export function PlaceFields(part: FormPart) {
  const { form, device, errorAt, onChange } = part;
  const { to, texts } = form;
  const hasRoutes = device ? (device.routes ?? []).length > 0 : false;
  if (device !== null && !hasRoutes && to === 'server') return null;
  return (
    <div className={classes(styles['more'], styles['place'])}>
      {device && hasRoutes ? <RouteField {...part} endpoint={device} /> : null}
      {device === null ? (
        <>
          <TextField
            label="Source IP"
            mono
            error={errorAt('srcip')}
            value={texts.srcip}
            onChange={(srcip) => onChange({ srcip })}
          />
          <SelectField
            label="System of the device"
            value={texts.os}
            options={systems}
            onChange={(os) => onChange({ os })}
          />
        </>
      ) : null}
      {to === 'tcp' ? (
        <>
          <TextField
            label="Address to forward to"
            mono
            error={errorAt('address')}
            value={texts.address}
            onChange={(address) => onChange({ address })}
          />
          <TextField
            label="Port to forward to"
            mono
            inputMode="numeric"
            error={errorAt('port')}
            value={texts.port}
            onChange={(port) => onChange({ port })}
          />
        </>
      ) : null}
      {to === 'address' ? (
        <>
          <TextField
            label="Destination IP"
            mono
            error={errorAt('dstip')}
            value={texts.dstip}
            onChange={(dstip) => onChange({ dstip })}
          />
          <ProtocolFields {...part} />
        </>
      ) : null}
    </div>
  );
}
