import { useState } from 'react';
import { useAnswer } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import { destinationText, readDestination } from '#model/lab/forward-destination.ts';
import type { DecidedPin } from '#model/lab/policy-map.ts';
import { policyName } from '#model/words/policy-name.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { Card } from '#ui/page.tsx';
import { Status } from '#ui/states.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import { EndpointField } from '#lab/endpoint-field.tsx';
import { PickOneField } from '#ui/fields/pick-field.tsx';
import { byName, useFoundPicks } from '#consoles/fortigate/policies/form/names-field.tsx';
import { DestinationField } from '../destination-pick.tsx';
import { type MapList, forwards } from '../map-address.ts';
import { usePins } from './pins.ts';
import styles from './side.module.css';

interface PinFormProps {
  readonly device: string;
  readonly list: MapList;
  /** The destination that is counted, to begin with; empty for none. */
  readonly to: string;
}

function ServerField({
  device,
  value,
  onChange,
}: {
  readonly device: string;
  readonly value: string;
  readonly onChange: (server: string) => void;
}) {
  const servers = useFoundPicks(device, 'ztna-server', byName);
  return <PickOneField label="ZTNA Server" value={value} onChange={onChange} {...servers} />;
}

/** A pair to watch: an endpoint and one of the FortiGate's servers, or an address behind it. */
function PinForm({
  device,
  list,
  to: begun,
  onDone,
}: PinFormProps & { readonly onDone: () => void }) {
  const { pin } = usePins();
  const [uid, setUid] = useState('');
  const [server, setServer] = useState('');
  const [to, setTo] = useState(begun);
  const [error, setError] = useState<string>();
  const { data } = useAnswer(labApi.device, uid === '' ? null : { uid });
  const isForward = forwards(list);
  const missing = isForward
    ? uid === ''
      ? 'Choose an endpoint.'
      : null
    : uid === '' || server === ''
      ? 'Choose an endpoint and a server.'
      : null;
  const submit = (): void => {
    const read = isForward ? readDestination(to) : null;
    if (read !== null && 'problem' in read) {
      setError(read.problem);
      return;
    }
    pin({ fortigate: device, uid, server, to: read ? destinationText(read.destination) : '' });
    onDone();
  };
  return (
    <div className={styles['form']}>
      <EndpointField value={uid} chosen={uid === '' ? null : data?.endpoint} onChange={setUid} />
      {isForward ? (
        <DestinationField
          value={to}
          error={error}
          onChange={(text) => {
            setTo(text);
            setError(undefined);
          }}
        />
      ) : (
        <ServerField device={device} value={server} onChange={setServer} />
      )}
      <div className={styles['buttons']}>
        <Button look="primary" disabledReason={missing} onClick={submit}>
          Pin
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </div>
  );
}

function outcomeWords({ outcome }: DecidedPin): string {
  if (!outcome) return 'not in this world';
  return policyName({ ...outcome, name: '' });
}

/** Pairs that are decided at every change. */
export function PinsCard({
  pins,
  ...form
}: PinFormProps & { readonly pins: readonly DecidedPin[] }) {
  const { unpin, isFull } = usePins();
  const [isAdding, setAdding] = useState(false);
  return (
    <Card title="Pinned" padded>
      <ul className={styles['pins']}>
        {pins.map((pin) => {
          const { uid, server, to, fortigate, host, outcome } = pin;
          const place = to || server;
          return (
            <li key={`${uid} ${fortigate} ${place}`}>
              <span className={styles['pair']}>
                <CutText text={host === '' ? uid : host} />
                <span aria-hidden="true">→</span>
                <CutText text={place} />
              </span>
              <span className={styles['outcome']} title={outcome?.why}>
                {outcome ? (
                  <Status tone={outcome.action === 'accept' ? 'allow' : 'bad'}>
                    {outcome.action === 'accept' ? 'Allowed' : 'Denied'}
                  </Status>
                ) : (
                  <Status tone="off">Nothing</Status>
                )}
                <small>{outcomeWords(pin)}</small>
                <IconButton
                  icon="close"
                  label={`Unpin ${host} to ${place}`}
                  onClick={() => unpin(pin)}
                />
              </span>
              {outcome?.action === 'deny' ? <p className={styles['why']}>{outcome.why}</p> : null}
            </li>
          );
        })}
      </ul>
      {isAdding ? (
        <PinForm {...form} onDone={() => setAdding(false)} />
      ) : (
        <>
          {pins.length === 0 ? (
            <p className={styles['note']}>
              A pinned pair of an endpoint and {forwards(form.list) ? 'an address' : 'a server'} is
              decided at every change.
            </p>
          ) : null}
          <Button
            look="quiet"
            icon="plus"
            disabledReason={isFull ? 'Unpin one first.' : null}
            onClick={() => setAdding(true)}
          >
            Pin a pair
          </Button>
        </>
      )}
    </Card>
  );
}
