import { expect, test } from 'vitest';
import { large } from '#mocks/scenarios/large.ts';
import { rowsOf, withTable } from '#model/fortios/rows.parse.ts';
import { tableNames } from '#model/fortios/tables.ts';
import { tagKey } from '#model/tagging/tags.ts';
import { buildWorld } from '../build-world.ts';
import { tagEntries } from './tags/tag-entries.ts';
import { tagUses } from './tag-uses.ts';

const state = buildWorld(large);
const fortigate = state.fortigates[0];
const query = { search: '', type: null, kind: null, used: null, start: 0, count: 50 };

test('who names which tag is found in one pass, whatever the page asks for', () => {
  if (!fortigate) throw new Error('no FortiGate');
  const all = tableNames.flatMap((table) => rowsOf(fortigate.config, table)).length;
  const uses = tagUses(fortigate);
  expect(uses.visited).toBe(all);
  const page = tagEntries(state, { ...query, fortigate: fortigate.name });
  expect(page.entries.length).toBeGreaterThan(0);
  // The same pass serves every tag, every page and every filter.
  expect(tagUses(fortigate)).toBe(uses);
  const used = tagEntries(state, { ...query, fortigate: fortigate.name, used: true });
  const unused = tagEntries(state, { ...query, fortigate: fortigate.name, used: false });
  expect(used.matched_count + unused.matched_count).toBe(page.size);
  expect(used.entries.every(({ used_by }) => used_by.length > 0)).toBe(true);
});

test('a use is told with the name of its policy', () => {
  if (!fortigate) throw new Error('no FortiGate');
  const { entries } = tagEntries(state, { ...query, fortigate: fortigate.name, used: true });
  const [first] = entries;
  if (first?.kind !== 'tag') throw new Error('no tag is used');
  const [use] = first.used_by;
  const policies = fortigate.config['firewall policy'];
  expect(policies.find(({ policyid }) => String(policyid) === use?.key)?.name).toBe(use?.name);
  const tag = { category: first.category, name: first.tag };
  expect(tagUses(fortigate).ofKind(tag, first.address_kind, fortigate.connector)).toEqual(
    first.used_by,
  );
  expect(tagKey(tag)).not.toBe('');
});

test('after a policy changed, that policy alone is looked at again', () => {
  if (!fortigate) throw new Error('no FortiGate');
  const policies = fortigate.config['firewall policy'];
  const [policy] = policies;
  if (!policy) throw new Error('no policy');
  const before = tagUses(fortigate);
  const changed = { ...policy, 'ztna-ems-tag': [] };
  const config = withTable(fortigate.config, 'firewall policy', policies.with(0, changed));
  const after = tagUses({ ...fortigate, config });
  expect(after.visited).toBe(1);
  const tag = { category: 'zero_trust', name: 'Department-01' } as const;
  expect(after.of(tag)).toEqual(
    before.of(tag).filter(({ key }) => key !== String(policy.policyid)),
  );
  expect(after.of(tag).length).toBe(before.of(tag).length - 1);
});
