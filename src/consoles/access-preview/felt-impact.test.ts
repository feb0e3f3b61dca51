import { describe, expect, test } from 'vitest';
import type { AccessImpact } from '#model/lab/access-impact.ts';
import { isFelt } from './felt-impact.ts';

const nothing: AccessImpact = {
  gains: 0,
  loses: 0,
  groups: [],
  moreGroups: 0,
  ending: [],
  moreEnding: 0,
  tests: { fail: [], pass: [] },
};

describe('a person is asked first where', () => {
  test.each<[string, Partial<AccessImpact>, boolean]>([
    ['nothing comes of it', {}, false],
    ['somebody gains', { gains: 1 }, true],
    ['somebody loses', { loses: 2 }, true],
    ['a session ends', { ending: ['WIN11-ANN to ZTNA-web'] }, true],
    ['a policy test fails', { tests: { fail: ['Finance is open'], pass: [] } }, true],
    ['a policy test passes again', { tests: { fail: [], pass: ['Finance is open'] } }, true],
  ])('%s', (_what, part, asked) => {
    expect(isFelt({ ...nothing, ...part })).toBe(asked);
  });
});
