import { expect, test } from 'vitest';
import { appended, emptyTranscript, transcriptText } from './transcript.ts';

const lines = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `line ${i}`);

test('the text is what was typed and printed, in order', () => {
  const shown = appended(
    appended(emptyTranscript, { prompt: 'FGT # ', text: 'show' }, ['a', 'b']),
    { prompt: 'FGT # ', text: '' },
    [],
  );
  expect(transcriptText(shown)).toBe('FGT # show\na\nb\nFGT # \n');
  expect(shown.lines).toBe(4);
  expect(shown.added).toBe(1);
});

test('a long output is cut into chunks of a hundred lines, with nothing lost', () => {
  const shown = appended(emptyTranscript, { prompt: '# ', text: 'show' }, lines(10_000));
  expect(shown.chunks.length).toBeGreaterThanOrEqual(100);
  expect(Math.max(...shown.chunks.map((one) => one.lines))).toBeLessThanOrEqual(101);
  expect(transcriptText(shown)).toBe(`# show\n${lines(10_000).join('\n')}\n`);
});

test('chunks that are full stay the same objects, so that they are not drawn again', () => {
  const before = appended(emptyTranscript, { prompt: '# ', text: 'show' }, lines(450));
  const after = appended(before, { prompt: '# ', text: 'next' }, ['x']);
  expect(after.chunks.slice(0, -1).every((one, i) => one === before.chunks[i])).toBe(true);
});

test('beyond 100,000 lines the earliest make room, and are counted', () => {
  let shown = emptyTranscript;
  for (let i = 0; i < 125; i++)
    shown = appended(shown, { prompt: '# ', text: String(i) }, lines(999));
  expect(shown.lines).toBeLessThanOrEqual(100_000);
  expect(shown.lines + shown.dropped).toBe(125_000);
  expect(transcriptText(shown).endsWith('line 998\n')).toBe(true);
});
