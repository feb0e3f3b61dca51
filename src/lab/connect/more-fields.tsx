import { routesOf } from '#engine/sync/routes.ts';
import { SelectField } from '#ui/fields/choice-field.tsx';
import { TextField } from '#ui/fields/text-field.tsx';
import styles from './connect-form.module.css';
import { interfacesTo } from './connection.ts';
import { type FormPart, nameOptions } from './form-fields.ts';

const logins: readonly { value: string; label: string }[] = [
  { value: '', label: 'Nobody logs in' },
  { value: 'ok', label: 'The log-in succeeds' },
  { value: 'failed', label: 'The log-in fails' },
];

function NetworkFields({ form, device, errorAt, onChange }: FormPart) {
  const { to, target, fortigate, texts } = form;
  const names = fortigate ? interfacesTo(target, fortigate) : [];
  return (
    <>
      {device ? (
        <TextField
          label="Source IP"
          mono
          error={errorAt('srcip')}
          hint={
            routesOf(device).some(({ ip }) => ip === texts.srcip)
              ? undefined
              : `EMS has ${device.ip} of ${device.host}.`
          }
          value={texts.srcip}
          onChange={(srcip) => onChange({ srcip })}
        />
      ) : null}
      <SelectField
        label="Incoming interface"
        error={errorAt('srcintf')}
        value={texts.srcintf}
        options={nameOptions(names, texts.srcintf)}
        onChange={(srcintf) => onChange({ srcintf })}
      />
      {to === 'address' ? (
        <SelectField
          label="Outgoing interface"
          error={errorAt('dstintf')}
          value={texts.dstintf}
          options={nameOptions(names, texts.dstintf)}
          onChange={(dstintf) => onChange({ dstintf })}
        />
      ) : (
        <TextField
          label="Host"
          mono
          error={errorAt('host')}
          placeholder="any"
          value={texts.host}
          onChange={(host) => onChange({ host })}
        />
      )}
      {to === 'server' ? (
        <TextField
          label="Path"
          mono
          error={errorAt('path')}
          value={texts.path}
          onChange={(path) => onChange({ path })}
        />
      ) : null}
    </>
  );
}

/** `EMS reports ann.` where something else is typed. */
function reported(typed: string, known: string): string | undefined {
  return typed.trim() === known ? undefined : `EMS reports ${known === '' ? 'none' : known}.`;
}

function PersonFields({ form: { texts }, device, errorAt, onChange }: FormPart) {
  return (
    <>
      <TextField
        label="User"
        placeholder="nobody"
        error={errorAt('user')}
        hint={reported(texts.user, device?.user ?? '')}
        value={texts.user}
        onChange={(user) => onChange({ user })}
      />
      <TextField
        label="User groups"
        placeholder="none"
        error={errorAt('groups')}
        hint={reported(texts.groups, device?.groups.join(', ') ?? '')}
        value={texts.groups}
        onChange={(groups) => onChange({ groups })}
      />
      <SelectField
        label="If asked to log in"
        value={texts.login}
        options={logins}
        onChange={(login) => onChange({ login })}
      />
      {texts.login === '' ? null : (
        <>
          <TextField
            label="Logs in as"
            error={errorAt('loginuser')}
            value={texts.loginuser}
            onChange={(loginuser) => onChange({ loginuser })}
          />
          <TextField
            label="Groups of the log-in"
            placeholder="none"
            error={errorAt('logingroups')}
            hint="Names, separated by commas."
            value={texts.logingroups}
            onChange={(logingroups) => onChange({ logingroups })}
          />
        </>
      )}
    </>
  );
}

/** The fields of a session that seldom have to be touched. */
export function MoreFields(part: FormPart) {
  return (
    <div className={styles['groups']}>
      <div className={styles['more']}>
        <NetworkFields {...part} />
      </div>
      <div className={styles['more']}>
        <PersonFields {...part} />
      </div>
    </div>
  );
}
