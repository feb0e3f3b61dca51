import { describe, expect, test } from 'vitest';
import { connectorTo, tellsConnectors } from '#model/fortios/fctems.ts';
import { emptyConfig, newRow } from '#model/fortios/rows.parse.ts';
import type { Link } from '#model/ems/standing.ts';
import { connectorInForce, deviceOf, emsOf, fortigateOf } from '#test/fixtures/installation.ts';
import { linkOfConnector } from './connection.ts';
import { knowledgeOf } from './knowledge.ts';

const ems = emsOf([], [deviceOf({})]);

describe('a connector is in force if it is enabled, verified and of EMS’s serial number', () => {
  test.each<[string, ReturnType<typeof fortigateOf> & { unverified?: number[] }, Link]>([
    ['in force', fortigateOf('FGT-A', connectorInForce), 'up'],
    ['of no configuration', fortigateOf('FGT-A'), 'up'],
    ['disabled', fortigateOf('FGT-A', { ...connectorInForce, status: 'disable' }), 'disabled'],
    [
      'of another EMS',
      fortigateOf('FGT-A', { ...connectorInForce, 'serial-number': 'FCTEMS01' }),
      'other-serial',
    ],
    [
      'in other letters',
      fortigateOf('FGT-A', { ...connectorInForce, 'serial-number': 'fctems00' }),
      'other-serial',
    ],
    [
      'without a serial number',
      fortigateOf('FGT-A', { ...connectorInForce, 'serial-number': '' }),
      'unverified',
    ],
    ['not verified', { ...fortigateOf('FGT-A', connectorInForce), unverified: [1] }, 'unverified'],
    [
      'another number',
      fortigateOf('FGT-A', { ...connectorInForce, 'ems-id': 2 }),
      'not-configured',
    ],
  ])('%s', (_name, fortigate, link) => {
    expect(linkOfConnector(fortigate, ems, 1)).toBe(link);
    expect(knowledgeOf(ems, fortigate).link).toBe(link);
  });

  test('what the FortiGate lacks comes before what EMS withholds', () => {
    const denying = emsOf([], [deviceOf({ authorized: false })]);
    const off = fortigateOf('FGT-A', { ...connectorInForce, status: 'disable' });
    expect(linkOfConnector(off, denying, 1)).toBe('disabled');
    expect(linkOfConnector(fortigateOf('FGT-A', connectorInForce), denying, 1)).toBe(
      'not-authorized',
    );
  });
});

test('an empty table says that there is no connector; no table says nothing', () => {
  const { config } = fortigateOf();
  const empty = {
    ...config,
    layout: [{ kind: 'table', table: 'endpoint-control fctems' } as const],
  };
  expect([tellsConnectors(config), tellsConnectors(empty)]).toEqual([false, true]);
  expect(knowledgeOf(ems, { ...fortigateOf(), config: empty }).link).toBe('not-configured');
});

test('which connector it is, its serial number says [185333]', () => {
  const entry = (id: number, serial: string) =>
    newRow('endpoint-control fctems', { 'ems-id': id, status: 'enable', 'serial-number': serial });
  const of = (...rows: ReturnType<typeof entry>[]) => ({
    ...emptyConfig(),
    'endpoint-control fctems': rows,
  });
  expect(connectorTo(of(entry(1, 'A'), entry(3, 'B')), 'B', 1)).toBe(3);
  expect(connectorTo(of(entry(1, 'B'), entry(3, 'B')), 'B', 3)).toBe(3);
  expect(connectorTo(of(entry(1, 'A')), 'B', 1)).toBe(1);
});
