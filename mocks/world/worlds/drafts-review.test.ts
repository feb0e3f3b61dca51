import { beforeEach, describe, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { serverOf } from '#mocks/server/app.ts';
import {
  draftChangeEffectsSchema,
  draftFindingsSchema,
  draftReviewSchema,
} from '#model/lab/worlds/draft.ts';
import { findingsAnswerSchema } from '#model/lab/findings.ts';
import { placeWords } from '#model/words/finding.ts';
import { memoryShelf } from './shelf.ts';
import { Worlds } from './worlds.ts';

let worlds: Worlds;
beforeEach(async () => {
  worlds = await Worlds.open(memoryShelf(), scenarios);
});

async function send(method: string, path: string, body?: object): Promise<unknown> {
  const response = await serverOf(worlds.current, { worlds }).request(`/lab/api${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  expect(response.status).toBeLessThan(300);
  return response.json();
}

/** Asks until nothing is counted any more. */
async function counted<Answer extends { readonly counting: unknown }>(
  path: string,
  read: (answer: unknown) => Answer,
): Promise<Answer> {
  for (;;) {
    const answer = read(await send('GET', path));
    if (answer.counting === null) return answer;
  }
}
const review = () => counted('/draft', (answer) => draftReviewSchema.parse(answer));
const effects = async () =>
  (
    await counted('/draft/changes/effects', (answer) => draftChangeEffectsSchema.parse(answer))
  ).effects.map(({ gains, loses }) => [gains, loses]);
async function findings() {
  const { come, go } = await counted('/draft/findings', (answer) =>
    draftFindingsSchema.parse(answer),
  );
  const words = ({ findings: all }: typeof come) =>
    all.map((one) => `${one.severity} ${one.about.kind} ${placeWords(one)}`);
  return { come: words(come), go: words(go) };
}

async function type(...lines: readonly string[]): Promise<void> {
  const answer = await worlds.current.typeLines({
    fortigate: 'FGT-HQ',
    session: 'test',
    lines: [...lines],
  });
  expect(answer.ok).toBe(true);
}
const policy = (id: number, ...lines: readonly string[]) =>
  type('config firewall policy', `edit ${id}`, ...lines, 'end');
const off = (id: number) => policy(id, 'set status disable');
const on = (id: number) => policy(id, 'set status enable');
const address = (name: string) => type('config firewall address', `edit ${name}`, 'end');

describe('each change with what it alone flips', () => {
  beforeEach(async () => {
    await send('POST', '/draft', {});
  });

  test.each<[string, readonly (() => Promise<void>)[], readonly (readonly number[])[]]>([
    ['none', [], []],
    ['an address decides nothing', [() => address('A')], [[0, 0]]],
    ['a policy that goes off', [() => off(17)], [[0, 3]]],
    [
      'off, and on again',
      [() => off(17), () => on(17)],
      [
        [0, 3],
        [3, 0],
      ],
    ],
    [
      'one after another that does nothing',
      [() => address('A'), () => off(17), () => address('B')],
      [
        [0, 0],
        [0, 3],
        [0, 0],
      ],
    ],
  ])('%s', async (_, changes, wanted) => {
    for (const change of changes) await change();
    expect(await effects()).toEqual(wanted);
    const sum = (place: number) => wanted.reduce((all, one) => all + (one[place] ?? 0), 0);
    const { access } = await review();
    expect((access?.gains ?? 0) - (access?.loses ?? 0)).toBe(sum(0) - sum(1));
  });

  test('what is left says what it does without the dropped one, and a later one is added', async () => {
    await off(17);
    await on(17);
    await off(17);
    expect(await effects()).toEqual([
      [0, 3],
      [3, 0],
      [0, 3],
    ]);
    const { changes } = await review();
    await send('DELETE', `/draft/changes/${changes[0]?.revision ?? 0}`);
    expect(await effects()).toEqual([
      [0, 0],
      [0, 3],
    ]);
    await on(17);
    expect((await effects()).at(-1)).toEqual([3, 0]);
  });

  test('a refused change has none, and those after it stand', async () => {
    await address('USED');
    await send('POST', '/draft/apply');
    await send('POST', '/draft', {});
    await type('config firewall address', 'delete USED', 'end');
    await off(17);
    const { id } = worlds.identity();
    await worlds.open('first');
    await type('config firewall addrgrp', 'edit G', 'set member USED', 'end');
    await worlds.open(id);
    expect((await review()).changes.map(({ fit }) => fit.kind)).toEqual(['refused', 'fits']);
    expect(await effects()).toEqual([[0, 3]]);
  });
});

describe('findings that come and go', () => {
  test('none without a draft, nor with one that changes nothing', async () => {
    expect(await findings()).toEqual({ come: [], go: [] });
    await send('POST', '/draft', {});
    expect(await findings()).toEqual({ come: [], go: [] });
  });

  test('an address that nothing uses comes; it goes in a draft that deletes it', async () => {
    await send('POST', '/draft', {});
    await address('DRAFTED');
    const news = 'low unused-object address DRAFTED';
    expect(await findings()).toEqual({ come: [news], go: [] });
    await send('POST', '/draft/apply');
    await send('POST', '/draft', {});
    await type('config firewall address', 'delete DRAFTED', 'end');
    expect(await findings()).toEqual({ come: [], go: [news] });
  });

  test('what is ignored neither comes nor goes', async () => {
    await send('POST', '/draft', {});
    await address('DRAFTED');
    const { come } = await counted('/draft/findings', (answer) =>
      draftFindingsSchema.parse(answer),
    );
    const id = come.findings[0]?.id ?? '';
    await send('POST', '/findings/ignored', { id, reason: 'It is used later.' });
    expect(await findings()).toEqual({ come: [], go: [] });
    await send('POST', '/draft/apply');
    await send('POST', '/draft', {});
    await type('config firewall address', 'delete DRAFTED', 'end');
    expect(await findings()).toEqual({ come: [], go: [] });
  });

  test('one that the draft only ignores does not go', async () => {
    await address('THERE');
    await send('POST', '/draft', {});
    const { findings: listed } = findingsAnswerSchema.parse(
      await send('GET', '/findings?search=THERE&kind=unused-object'),
    );
    const id = listed.find(({ key }) => key === 'THERE')?.id;
    await send('POST', '/findings/ignored', { id, reason: 'It is used later.' });
    expect(await findings()).toEqual({ come: [], go: [] });
  });

  test('more than fifty are counted, and the worst are listed first', async () => {
    await send('POST', '/draft', {});
    await type(
      'config firewall address',
      ...Array.from({ length: 60 }, (_, i) => [`edit A${i}`, 'next']).flat(),
      'end',
    );
    await policy(17, 'set schedule none');
    const { come } = await counted('/draft/findings', (answer) =>
      draftFindingsSchema.parse(answer),
    );
    expect(come.findings).toHaveLength(50);
    expect(come.more).toBeGreaterThanOrEqual(10);
    expect(come.findings[0]?.severity).not.toBe('low');
  });
});
