import { expect, test } from 'vitest';
import { assert, asyncProperty, string } from 'fast-check';
import { linkFragment, mostLinkCharacters, readLink } from './link.ts';

test('what a link holds is read back as it was', async () => {
  await assert(
    asyncProperty(string({ unit: 'grapheme', maxLength: 2000 }), async (world) => {
      const content = { world, page: '/lab/connect?now=1' };
      expect(await readLink(await linkFragment(content))).toEqual({ ok: true, content });
    }),
  );
});

test('a link leads to no page but our own', async () => {
  for (const page of ['https://example.com/', '//example.com/lab/', 'javascript:alert(1)', '/x']) {
    const read = await readLink(await linkFragment({ world: '', page }));
    expect(read).toMatchObject({ ok: true, content: { page: '/lab/worlds' } });
  }
});

test.each([
  ['', 'holds no world'],
  ['x', 'damaged'],
  ['1.', 'damaged'],
  ['1.%%%', 'damaged'],
  ['1.AAAA', 'damaged'],
  ['2.AAAA', 'later version'],
  [`1.${'A'.repeat(mostLinkCharacters)}`, 'longer than'],
])('%s is refused in words', async (fragment, words) => {
  const read = await readLink(fragment);
  expect(read.ok ? '' : read.message).toContain(words);
});

test('a cut link, and one that unfolds without end, are refused', async () => {
  const whole = await linkFragment({ world: 'a world '.repeat(500), page: '/lab/worlds' });
  expect((await readLink(whole.slice(0, -7))).ok).toBe(false);
  const bomb = await linkFragment({ world: ' '.repeat(9_000_000), page: '/lab/worlds' });
  expect(bomb.length).toBeLessThan(mostLinkCharacters);
  const read = await readLink(bomb);
  expect(read.ok ? '' : read.message).toContain('more than a world');
});
