/** Commands about FortiClient EMS connectors: `diagnose endpoint fctems`, `fcnacd 2`, `execute fctems`. */
import { connectorEntry } from '#model/fortios/fctems.ts';
import {
  type ConnectorStatus,
  connectorStatus,
  connectorStatuses,
} from '../records/ems-connector.ts';
import { refusalLines } from '../errors.ts';
import { type Place, type Step, keyword, printing, value } from '../grammar.ts';
import type { Word } from '../line.ts';
import type { Apply } from '../session.ts';
import { said } from '../show/looking.ts';

const offers = ({ world }: Place): readonly string[] =>
  connectorStatuses(world).map(({ number }) => String(number));

/** A connector by its number, or by its name. */
function named(place: Place, text: string): ConnectorStatus | null {
  if (/^[1-7]$/.test(text)) return connectorStatus(place.world, Number(text));
  return connectorStatuses(place.world).find(({ name }) => name === text) ?? null;
}

/** What a connector answers [assumed words but for the first]. */
function connectivity(place: Place, args: readonly Word[]): readonly string[] {
  const text = args[0]?.text ?? '';
  const found = named(place, text);
  const { ems } = place.world;
  switch (found?.link) {
    case 'up':
      return ['Connection test was successful:'];
    case 'not-authorized':
      return ['Connection test had an error 403: This FortiGate is not authorized on EMS.'];
    case 'cached':
    case 'down':
      return ['Connection test had an error 503: The EMS server cannot be reached.'];
    case 'disabled':
      return [`Connection test failed: EMS ${found.number} is disabled.`];
    case 'unverified':
      return [
        'Connection test failed: The server certificate is not verified.',
        `Use "execute fctems verify ${found.number}".`,
      ];
    case 'other-serial':
      return [
        `Connection test failed: The server has the serial number ${ems.serial}, the connector ${found.serial}.`,
      ];
    case 'not-configured':
    case undefined:
      return [`EMS ${text} is not configured.`];
  }
}

/** `diagnose test application fcnacd 2` [assumed]. */
function connectionStatus({ world }: Place): readonly string[] {
  const statuses = connectorStatuses(world);
  if (statuses.length === 0) return ['EMS context status:', 'No EMS is configured.'];
  return [
    'EMS context status:',
    ...statuses.flatMap(({ number, link, name, isVerified }) => {
      const isReached =
        link === 'up' || link === 'cached' || link === 'down' || link === 'not-authorized';
      const isConfirmed = link === 'up' || link === 'cached' || link === 'down';
      return [
        '',
        `FortiClient EMS number ${number}:`,
        `        name: ${name} confirmed: ${isConfirmed ? 'yes' : 'no'}`,
        ...(link === 'disabled' ? ['        status: disabled'] : []),
        ...(link === 'other-serial' ? ['        dirty-reason: mismatched-ems-sn'] : []),
        ...(isVerified ? [] : ['        certificate: not verified']),
        ...(isReached
          ? [
              `        fetched-serial-number: ${world.ems.serial}`,
              `        fetched-tenant-id: ${world.ems.tenant}`,
            ]
          : []),
        `        Websocket status: ${link === 'up' ? 'connected' : 'disconnected'}`,
      ];
    }),
  ];
}

export const connectivityStep: Step = keyword('test-connectivity', 'Whether EMS can be reached.', {
  next: [
    value('<ems>', 'The number of an EMS connector, or its name.', {
      offers,
      run: printing(connectivity),
    }),
  ],
});

export const connectionStatusStep: Step = {
  ...keyword('2', 'Connections to EMS.', { run: printing(connectionStatus) }),
  isValue: true,
};

/** EMS's own certificate, as it would be shown before it is accepted [assumed]. */
function certificateLines({ world }: Place, number: number): readonly string[] {
  const entry = connectorEntry(world.fortigate.config, number);
  return [
    `Subject:     CN = ${entry?.server ?? world.ems.name}`,
    'Issuer:      CN = EMS Root CA',
    `EMS:         ${world.ems.serial}`,
  ];
}

/** Where a certificate was accepted, FortiOS says so and asks nothing [assumed for every other answer]. */
function verifyLines(place: Place, { number, link }: ConnectorStatus): readonly string[] {
  switch (link) {
    case 'up':
      return ['Server certificate already verified.'];
    case 'not-authorized':
      return [
        'Server certificate already verified.',
        'This FortiGate is not authorized on EMS; authorize it under Fabric Devices.',
      ];
    case 'cached':
    case 'down':
      return ['Error in requesting EMS fabric connection: the server cannot be reached.'];
    case 'disabled':
      return [`Error in requesting EMS fabric connection: EMS ${number} is disabled.`];
    case 'other-serial':
      return [
        'Error in requesting EMS fabric connection: the serial number of the server is another one.',
      ];
    case 'unverified':
      return [...certificateLines(place, number), 'Server certificate verified.'];
    case 'not-configured':
      return ['EMS is not configured.'];
  }
}

/** Accepts EMS's certificate without a further question [assumed]. */
function verify(place: Place, number: number, apply: Apply): readonly string[] {
  const status = connectorStatus(place.world, number);
  if (status.link !== 'unverified') return verifyLines(place, status);
  const refusal = apply({ kind: 'verify', connector: number, verified: true });
  return refusal ? refusalLines(refusal) : verifyLines(place, { ...status, link: 'unverified' });
}

/** [assumed] */
function isVerified({ world }: Place, number: number): readonly string[] {
  if (!connectorEntry(world.fortigate.config, number)) return ['EMS is not configured.'];
  return [
    connectorStatus(world, number).isVerified
      ? 'Server certificate is verified.'
      : 'Server certificate is not verified.',
  ];
}

/** [assumed] */
function unverify({ world }: Place, number: number, apply: Apply): readonly string[] {
  if (!connectorEntry(world.fortigate.config, number)) return ['EMS is not configured.'];
  if (!connectorStatus(world, number).isVerified) return ['Server certificate is not verified.'];
  const refusal = apply({ kind: 'verify', connector: number, verified: false });
  return refusal ? refusalLines(refusal) : [`EMS ${number} is unverified.`];
}

const onConnector = (
  word: string,
  help: string,
  print: (place: Place, number: number, apply: Apply) => readonly string[],
): Step =>
  keyword(word, help, {
    next: [
      value('<ems-id>', 'The number of an EMS connector, 1 to 7.', {
        offers,
        run: (args, place, apply) => {
          const text = args[0]?.text ?? '';
          return said(
            place.session,
            /^[1-7]$/.test(text) ? print(place, Number(text), apply) : ['EMS is not configured.'],
          );
        },
      }),
    ],
  });

/** `execute fctems`. */
export const fctemsSteps: readonly Step[] = [
  onConnector('is-verified', 'Whether the server’s certificate is verified.', isVerified),
  onConnector('unverify', 'Trust the server’s certificate no longer.', unverify),
  onConnector('verify', 'Verify the server’s certificate.', verify),
];
