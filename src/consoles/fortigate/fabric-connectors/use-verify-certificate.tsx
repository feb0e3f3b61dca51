import { useCallback } from 'react';
import { call } from '#api/call.ts';
import { useChange } from '#api/hooks.ts';
import { fortiosApi } from '#model/contract/fortios.ts';
import { labApi } from '#model/contract/lab.ts';
import type { EmsConnectorAnswer } from '#model/ems/ems-connectors.ts';
import { KeyValue } from '#ui/key-value.tsx';
import { useConfirm } from '#ui/panel/confirm.tsx';
import { useToast } from '#ui/toast.tsx';
import styles from './page.module.css';

/** *Verify EMS server certificate*: shows what the server presents, and accepts it if the person does. */
export function useVerifyCertificate(device: string) {
  const ask = useConfirm();
  const toast = useToast();
  const { mutateAsync: verify } = useChange(fortiosApi.verifyEms);

  const offer = useCallback(
    async ({ number, certificate }: EmsConnectorAnswer): Promise<void> => {
      const { subject, issuer, serial } = certificate;
      const yes = await ask({
        title: 'Verify EMS server certificate',
        text: (
          <div className={styles['question']}>
            <p>EMS{number} presents this certificate. Accept it if it is your EMS’s own.</p>
            <KeyValue
              items={[
                { name: 'Subject', value: subject, mono: true },
                { name: 'Issuer', value: issuer, mono: true },
                { name: 'Serial number', value: serial, mono: true },
              ]}
            />
          </div>
        ),
        confirm: 'Accept',
      });
      if (!yes) return;
      try {
        await verify({ device, body: { ems_id: number } });
        toast({ text: `The certificate of EMS${number} was accepted.` });
      } catch (error) {
        toast({ text: error instanceof Error ? error.message : String(error), tone: 'bad' });
      }
    },
    [ask, device, toast, verify],
  );

  /** After saving: asks where the server's certificate is still to be accepted. */
  const offerIfNeeded = useCallback(
    async (number: number): Promise<void> => {
      const { connectors } = await call(labApi.emsConnectors, { device });
      const saved = connectors.find((one) => one.number === number);
      if (saved?.settings?.status === 'enable' && !saved.isVerified) await offer(saved);
    },
    [device, offer],
  );
  return { offer, offerIfNeeded };
}
