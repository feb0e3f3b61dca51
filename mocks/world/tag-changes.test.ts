import { describe, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { sameTag } from '#model/tags.ts';
import { buildWorld } from './build-world.ts';
import { changeTag } from './tag-changes.ts';

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
