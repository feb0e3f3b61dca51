/** Whatever keys are pressed: what a terminal shows is the line, and its cursor stands where the editor's does. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Keys, type Key } from './keys.ts';
import { LineEditor } from './line-editor.ts';

/** A terminal of one endless line. */
class Terminal {
  signs: string[] = [];
  at = 0;

  take(text: string): void {
    for (const sign of text) {
      if (sign === '\u0007') continue;
      if (sign === '\b') this.at--;
      else this.signs[this.at++] = sign;
    }
  }
}

const kinds = [
  'backspace',
  'delete',
  'left',
  'right',
  'home',
  'end',
  'up',
  'down',
  'kill-line',
  'kill-rest',
  'kill-word',
  'enter',
] as const;
const text = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', 'ä', '😀'),
  minLength: 1,
  maxLength: 6,
});
const key: fc.Arbitrary<Key> = fc.oneof(
  text.map((one) => ({ kind: 'text' as const, text: one })),
  fc.constantFrom(...kinds).map((kind) => ({ kind })),
);

test('a terminal shows the line', () => {
  fc.assert(
    fc.property(fc.array(key, { maxLength: 60 }), (pressed) => {
      const editor = new LineEditor();
      let terminal = new Terminal();
      for (const one of pressed) {
        if (one.kind === 'enter') {
          editor.take();
          terminal = new Terminal();
          continue;
        }
        terminal.take(editor.press(one));
        expect(terminal.signs.join('').trimEnd()).toBe(editor.text.trimEnd());
        expect(terminal.signs.slice(0, terminal.at).join('')).toBe(editor.beforeCursor);
      }
    }),
  );
});

test('a word takes the place of what is typed of it, and the rest of the line stays', () => {
  const editor = new LineEditor();
  const terminal = new Terminal();
  for (const one of [
    { kind: 'text', text: 'show fire addr' },
    { kind: 'left' },
    { kind: 'left' },
    { kind: 'left' },
    { kind: 'left' },
    { kind: 'left' },
  ] satisfies Key[])
    terminal.take(editor.press(one));
  terminal.take(editor.complete(5, 'firewall'));
  expect(editor.text).toBe('show firewall addr');
  expect(terminal.signs.join('')).toBe('show firewall addr');
  expect(editor.beforeCursor).toBe('show firewall');
});

test('a line takes so much and no more, and earlier lines stay few', () => {
  const editor = new LineEditor();
  editor.press({ kind: 'text', text: 'x'.repeat(30_000) });
  expect(editor.take()).toHaveLength(20_000);
  for (let i = 0; i < 300; i++) {
    editor.press({ kind: 'text', text: `line ${i}` });
    editor.take();
  }
  for (let i = 0; i < 400; i++) editor.press({ kind: 'up' });
  expect(editor.text).toBe('line 100');
});

async function keysOf(...parts: readonly Buffer[]): Promise<readonly Key[]> {
  const keys = new Keys();
  for (const part of parts) keys.push(part);
  keys.close();
  const found: Key[] = [];
  for (let one = await keys.next(); one; one = await keys.next()) found.push(one);
  return found;
}

test.each<[string, readonly string[], readonly Key[]]>([
  ['text', ['get'], [{ kind: 'text', text: 'get' }]],
  [
    'one line’s end, however it is written',
    ['\r\n\n\r'],
    [{ kind: 'enter' }, { kind: 'enter' }, { kind: 'enter' }],
  ],
  ['arrows', ['\u001b[A\u001bOB'], [{ kind: 'up' }, { kind: 'down' }]],
  ['a sequence in two parts', ['\u001b', '[3', '~'], [{ kind: 'delete' }]],
  ['a sequence of another', ['\u001b[15~x'], [{ kind: 'other' }, { kind: 'text', text: 'x' }]],
  ['Escape alone', ['\u001b'], [{ kind: 'other' }]],
])('%s', async (_, parts, expected) => {
  expect(await keysOf(...parts.map((part) => Buffer.from(part)))).toEqual(expected);
});

test('a sign of several bytes may come in parts', async () => {
  const bytes = Buffer.from('ä😀');
  const parts = [...bytes].map((_, i) => bytes.subarray(i, i + 1));
  const found = await keysOf(...parts);
  expect(found.map((one) => (one.kind === 'text' ? one.text : '')).join('')).toBe('ä😀');
});
