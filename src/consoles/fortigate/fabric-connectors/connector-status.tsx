/** The state of a connector, in words. */
import type { EmsConnectorAnswer } from '#model/ems/ems-connectors.ts';
import type { Link } from '#model/ems/standing.ts';
import { sentenceStart } from '#model/text.ts';
import { linkWords } from '#model/words/standing.ts';
import { KeyValue } from '#ui/key-value.tsx';
import { Status } from '#ui/states.tsx';

const tones: Record<Link, 'ok' | 'off' | 'warn' | 'bad'> = {
  up: 'ok',
  cached: 'warn',
  down: 'bad',
  'not-authorized': 'warn',
  'not-configured': 'off',
  disabled: 'off',
  'other-serial': 'bad',
  unverified: 'warn',
};

export function ConnectionStatus({ connector }: { readonly connector: EmsConnectorAnswer }) {
  const { link, settings } = connector;
  if (link === 'disabled') return <Status tone="off">Disabled</Status>;
  if (link === 'up' && settings?.pullTags === 'disable')
    return <Status tone="warn">Connected, without tags</Status>;
  return <Status tone={tones[link]}>{sentenceStart(linkWords[link])}</Status>;
}

export function CertificateStatus({ connector }: { readonly connector: EmsConnectorAnswer }) {
  return connector.isVerified ? (
    <Status tone="ok">Verified</Status>
  ) : (
    <Status tone="warn">Not verified</Status>
  );
}

/** Whether EMS lets this FortiGate in is known once the connection reaches it. */
function authorizationWords(link: Link): string {
  switch (link) {
    case 'up':
    case 'cached':
    case 'down':
      return 'Authorized';
    case 'not-authorized':
      return 'Not authorized';
    case 'not-configured':
    case 'disabled':
    case 'other-serial':
    case 'unverified':
      return 'Not known until the connection is made';
  }
}

/** *FortiClient EMS Status*: what the vendor's pane says of the connection. */
export function StatusPane({ connector }: { readonly connector: EmsConnectorAnswer }) {
  const { settings, link } = connector;
  return (
    <KeyValue
      items={[
        { name: 'Connection', value: <ConnectionStatus connector={connector} /> },
        { name: 'EMS certificate', value: <CertificateStatus connector={connector} /> },
        { name: 'Authorization on EMS', value: authorizationWords(link) },
        {
          name: 'Tenant ID',
          value: settings?.tenant || 'Not known',
          mono: Boolean(settings?.tenant),
        },
      ]}
    />
  );
}
