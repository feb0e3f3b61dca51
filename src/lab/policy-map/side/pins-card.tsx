import { useState } from 'react';
import { useAnswer } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import type { DecidedPin } from '#model/lab/policy-map.ts';
import { policyName } from '#model/words/policy-name.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { Card } from '#ui/page.tsx';
import { Status } from '#ui/states.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import { EndpointField } from '#lab/endpoint-field.tsx';
import { PickOneField } from '#ui/fields/pick-field.tsx';
import { byName, useFoundPicks } from '#consoles/fortigate/policies/form/names-field.tsx';
import { usePins } from './pins.ts';
import styles from './side.module.css';

/** A pair to watch: an endpoint and one of the FortiGate's servers. */
function PinForm({ device, onDone }: { readonly device: string; readonly onDone: () => void }) {
  const { pin } = usePins();
  const [uid, setUid] = useState('');
  const [server, setServer] = useState('');
  const { data } = useAnswer(labApi.device, uid === '' ? null : { uid });
  const servers = useFoundPicks(device, 'ztna-server', byName);
  return (
    <div className={styles['form']}>
      <EndpointField value={uid} chosen={uid === '' ? null : data?.endpoint} onChange={setUid} />
      <PickOneField label="ZTNA Server" value={server} onChange={setServer} {...servers} />
      <div className={styles['buttons']}>
        <Button
          look="primary"
          disabledReason={uid === '' || server === '' ? 'Choose an endpoint and a server.' : null}
          onClick={() => {
            pin({ fortigate: device, server, uid });
            onDone();
          }}
        >
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
  device,
  pins,
}: {
  readonly device: string;
  readonly pins: readonly DecidedPin[];
}) {
  const { unpin, isFull } = usePins();
  const [isAdding, setAdding] = useState(false);
  return (
    <Card title="Pinned" padded>
      <ul className={styles['pins']}>
        {pins.map((pin) => {
          const { uid, server, fortigate, host, outcome } = pin;
          return (
            <li key={`${uid} ${fortigate} ${server}`}>
              <span className={styles['pair']}>
                <CutText text={host === '' ? uid : host} />
                <span aria-hidden="true">→</span>
                <CutText text={server} />
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
                  label={`Unpin ${host} to ${server}`}
                  onClick={() => unpin(pin)}
                />
              </span>
              {outcome?.action === 'deny' ? <p className={styles['why']}>{outcome.why}</p> : null}
            </li>
          );
        })}
      </ul>
      {isAdding ? (
        <PinForm device={device} onDone={() => setAdding(false)} />
      ) : (
        <>
          {pins.length === 0 ? (
            <p className={styles['note']}>
              A pinned pair of an endpoint and a server is decided at every change.
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
