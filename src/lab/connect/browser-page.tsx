import { serverIn } from '#model/lab/connect-request.ts';
import type { ConnectAnswer, DeniedPage } from '#model/lab/lab-api.ts';
import { KeyValue } from '#ui/key-value.tsx';
import styles from './browser-page.module.css';

function labelled(label: string, value: string | null): string | null {
  return value === null ? null : `${label}: ${value}`;
}

function emsOf({ emsSerial, emsTenant }: DeniedPage): string | null {
  const parts = [labelled('Server SN', emsSerial), labelled('Tenant ID', emsTenant)];
  const told = parts.filter((one) => one !== null);
  return told.length === 0 ? null : told.join(', ');
}

/** The FortiGate's own page for a denied session, with its labels [765420]. Absent facts are left out. */
function Denied({ page }: { readonly page: DeniedPage }) {
  const facts: readonly [string, string | null][] = [
    ['User Name', page.user],
    ['Certificate Information', labelled('Certificate SN', page.certificateSerial)],
    ['Device Information', labelled('Device ID', page.deviceId)],
    ['Destination', page.destination],
    ['EMS Information', emsOf(page)],
    ['Request Time', page.requestTime],
  ];
  return (
    <div className={`${styles['content']} ${styles['denied']}`}>
      <h2>{page.title}</h2>
      <p>{page.subtitle}</p>
      <div className={styles['code']}>
        <b>Error Code: {page.code}</b> {page.message}
      </div>
      {page.notices.map((notice) => (
        <p key={notice}>{notice}</p>
      ))}
      <KeyValue
        items={facts.flatMap(([name, value]) =>
          value === null ? [] : [{ name, value, mono: true }],
        )}
      />
    </div>
  );
}

/** `server` is null where the address alone was asked for. */
function Protected({ realServer, server }: { realServer: string; server: string | null }) {
  return (
    <div className={styles['content']}>
      <h2>{server ?? 'ZTNA server'}</h2>
      <p>
        The real server behind {server ?? 'it'} answers. The user sees its page and does not notice
        the FortiGate.
      </p>
      <KeyValue items={[{ name: 'Real server', value: realServer, mono: true }]} />
    </div>
  );
}

/** What the user of the endpoint sees. */
export function BrowserPage({ answer }: { readonly answer: ConnectAnswer }) {
  const { denied, protectedPage, request } = answer;
  const path = request.destination.kind === 'server' ? request.destination.path : '/';
  const url = protectedPage?.url ?? `https://${denied?.destination ?? ''}${path}`;
  return (
    <section className={styles['window']} aria-label="What the user sees">
      <div className={styles['bar']}>
        <b>The user sees</b>
        <span className={styles['url']} title={url}>
          {url}
        </span>
      </div>
      {denied ? <Denied page={denied} /> : null}
      {protectedPage ? (
        <Protected realServer={protectedPage.realServer} server={serverIn(request)} />
      ) : null}
    </section>
  );
}
