import { describe, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { sameTag } from '#model/tagging/tags.ts';
import { buildWorld } from '../build-world.ts';
import { type TagChange, changeTag, changeTags } from './tag-changes.ts';

const [demo] = scenarios;
const state = buildWorld(demo);
const uid = 'A1D0C6E27B9F4A58830E5C14F7B26D01';
const posture = { category: 'zero_trust', name: 'On-Fabric' } as const;

describe('a tag change', () => {
  test.each([
    ['of the network is there at once', posture, 'network', 'now'],
    ['of a logon is there at once', posture, 'logon', 'now'],
    ['of posture waits', posture, 'posture', 'later'],
    ['of an outbreak alert waits', { ...posture, category: 'outbreak_alert' }, 'posture', 'later'],
    ['of an endpoint’s logs waits', { ...posture, category: 'fabric' }, 'posture', 'later'],
    [
      'of an administrator is there at once',
      { ...posture, category: 'classification' },
      'posture',
      'now',
    ],
  ] as const)('%s [937027]', (_, tag, cause, when) => {
    const after = changeTag(state, { uid, tag, add: true, cause });
    const has = after.ems.endpoints.find((one) => one.uid === uid)?.tags ?? [];
    expect(has.some((one) => sameTag(one, tag))).toBe(when === 'now');
    expect(after.pendingTagChanges).toHaveLength(when === 'now' ? 0 : 1);
  });
});

describe('changes that follow from rules', () => {
  const zt = (name: string, add: boolean, cause: TagChange['cause'] = 'ems'): TagChange => ({
    uid,
    tag: { category: 'zero_trust', name },
    add,
    cause,
  });
  const tagsOf = (after: typeof state) =>
    after.ems.endpoints.find((one) => one.uid === uid)?.tags ?? [];

  test('what stays keeps its place and time, what comes stands last', () => {
    const before = tagsOf(state);
    const after = tagsOf(changeTags(state, [zt('New', true), zt('Low-Risk', false)]));
    expect(after.slice(0, -1)).toEqual(before.filter(({ name }) => name !== 'Low-Risk'));
    expect(after.at(-1)).toEqual({
      category: 'zero_trust',
      name: 'New',
      since: state.clock.epochMs,
    });
  });

  test('what makes nothing different goes nowhere', () => {
    expect(changeTags(state, [])).toBe(state);
    const after = changeTags(state, [
      zt('Low-Risk', true, 'posture'),
      zt('Not-there', false, 'posture'),
    ]);
    expect(after.pendingTagChanges).toEqual([]);
    expect(after.ems).toBe(state.ems);
  });

  test('one replaces what is on its way for the same tag, and the same is sent once', () => {
    const once = changeTags(state, [zt('New', true, 'posture')]);
    const twice = changeTags(once, [zt('New', true, 'posture')]);
    expect(twice.pendingTagChanges).toEqual(once.pendingTagChanges);
    expect(changeTags(once, [zt('New', false, 'posture')]).pendingTagChanges).toEqual([]);
    const now = changeTags(once, [zt('New', true)]);
    expect(now.pendingTagChanges).toEqual([]);
    expect(tagsOf(now).at(-1)?.name).toBe('New');
  });
});
