import { describe, expect, test } from 'vitest';
import { newValues } from '#consoles/fortigate/policies/form/policy-values.ts';
import { chipData, chipIn } from './dragged-chip.ts';
import {
  type MapChip,
  type RuleKind,
  type SlotName,
  chipKinds,
  hasChip,
  placeFor,
  refusalOf,
  withChip,
} from './slots.ts';

const chip = (kind: MapChip['kind'], name = 'X'): MapChip => ({ kind, name, label: name });

describe('where a chip goes', () => {
  test.each<[MapChip['kind'], RuleKind, SlotName | null]>([
    ['tag', 'ztna', 'posture'],
    ['user', 'ztna', 'who'],
    ['address', 'ztna', 'who'],
    ['server', 'ztna', 'servers'],
    ['server', 'standard', null],
    ['service', 'ztna', null],
    ['service', 'standard', 'service'],
    ['interface', 'standard', 'from'],
    ['schedule', 'ztna', 'when'],
    ['tag', 'security', 'who'],
    ['server', 'security', null],
  ])('%s of a %s policy: %s', (kind, of, slot) => {
    expect(placeFor(chip(kind), of)).toBe(slot);
  });

  test('a place that does not take it says where it goes', () => {
    expect(refusalOf('who', chip('tag', 'FortiAD'), 'ztna')).toBe(
      'FortiAD is a tag. It goes under Has posture.',
    );
    expect(refusalOf('who', chip('server', 'Web'), 'standard')).toBe(
      'Web is a ZTNA server, which such a policy does not have.',
    );
    expect(refusalOf('destination', chip('address'), 'standard')).toBeNull();
    expect(refusalOf('from', chip('tag', 'FortiAD'), 'security')).toBe(
      'FortiAD is a tag. It goes under Source.',
    );
  });
});

test('a tag stands among the sources of a security policy, or among its destinations', () => {
  const values = newValues('firewall security-policy');
  expect(withChip(values, 'who', chip('tag', 'T')).srcaddr).toEqual(['T']);
  expect(withChip(values, 'destination', chip('tag', 'T')).dstaddr).toEqual(['T']);
  expect(hasChip({ ...values, srcaddr: ['LAN', 'T'] }, 'who', chip('tag', 'T'))).toBe(true);
});

test('a chip that is put stands there once, and what stands for everything gives way', () => {
  const values = newValues('firewall policy', 'ztna');
  for (const kind of chipKinds) {
    const slot = placeFor(chip(kind), 'standard') ?? 'servers';
    const once = withChip(values, slot, chip(kind));
    expect(hasChip(values, slot, chip(kind))).toBe(false);
    expect(hasChip(once, slot, chip(kind))).toBe(true);
    expect(withChip(once, slot, chip(kind))).toEqual(once);
  }
  expect(withChip(values, 'who', chip('address')).srcaddr).toEqual(['X']);
  expect(
    withChip(withChip(values, 'who', chip('address')), 'who', chip('address', 'all')).srcaddr,
  ).toEqual(['all']);
});

test('what is dragged is read as what it was; anything else is none', () => {
  const dragged = { ...chip('tag'), unshared: 'classification' as const };
  expect(chipIn(chipData(dragged))).toEqual(dragged);
  expect(chipIn({ table: 'x', id: '3' })).toBeNull();
});
