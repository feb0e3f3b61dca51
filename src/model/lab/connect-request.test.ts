import { expect, test } from 'vitest';
import { currentRequest, destinationWords, shownRequestSchema } from './connect-request.ts';

const former = {
  fortigate: 'FGT',
  endpoint: null,
  server: 'ZTNA-web',
  certificate: 'none',
  srcintf: 'port1',
  srcip: '10.0.1.9',
  os: 'ios',
  path: '/a',
  host: 'web',
} as const;

test('a request of a former version is read as it is said now', () => {
  const now = {
    fortigate: 'FGT',
    source: { kind: 'unknown', srcip: '10.0.1.9', os: 'ios' },
    srcintf: 'port1',
    destination: { kind: 'server', server: 'ZTNA-web', path: '/a', host: 'web' },
    certificate: 'none',
  } as const;
  expect(shownRequestSchema.parse(former)).toEqual(now);
  expect(shownRequestSchema.parse(now)).toEqual(now);
  const known = { ...former, endpoint: 'A1' };
  expect(currentRequest(known).source).toEqual({ kind: 'endpoint', uid: 'A1', srcip: '10.0.1.9' });
});

test('a destination without ports is named by its address alone', () => {
  const to = (protocol: number) =>
    destinationWords({
      ...currentRequest(former),
      destination: { kind: 'address', dstip: '10.1.1.1', protocol, dstport: 53, dstintf: 'any' },
    });
  expect([to(17), to(1)]).toEqual(['10.1.1.1:53', '10.1.1.1']);
});
