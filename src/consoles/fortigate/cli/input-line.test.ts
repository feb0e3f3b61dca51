import { describe, expect, test } from 'vitest';
import { completed, isInQuotes, pastedLines, remembered } from './input-line.ts';

test.each([
  ['show', false],
  ['set name "a', true],
  ['set name "a"', false],
  [`set name "it's`, true],
  [`set name 'a"b'`, false],
  ['set name "a\\"', true],
  ['set name \\"', false],
])('%s: is a quotation mark open? %s', (text, expected) => expect(isInQuotes(text)).toBe(expected));

describe('Tab', () => {
  test.each<[string, number, readonly string[], string | null]>([
    ['sh', 0, ['show'], 'show '],
    ['show', 0, ['show'], 'show '],
    ['show firewall addr', 14, ['address', 'addrgrp'], null],
    ['show firewall a', 14, ['address', 'addrgrp'], 'show firewall addr'],
    ['set srcaddr a', 12, ['"a b"'], 'set srcaddr "a b" '],
    ['foo ', 4, [], null],
  ])('after %s', (before, from, words, expected) =>
    expect(completed(before, from, words)).toBe(expected),
  );
});

describe('a paste', () => {
  test.each([
    ['', 'a\nb\n', '', { lines: ['a', 'b'], rest: '' }],
    ['sh', 'ow\r\nget', ' x', { lines: ['show'], rest: 'get x' }],
    ['', '\n\nend', '', { lines: ['', ''], rest: 'end' }],
  ])('%s + %s', (before, pasted, after, expected) =>
    expect(pastedLines(before, pasted, after)).toEqual(expected),
  );
});

test('the history forgets empty lines, repeated ones, and those long ago', () => {
  expect(remembered(['a'], 'a')).toEqual(['a']);
  expect(remembered(['a'], '  ')).toEqual(['a']);
  expect(remembered(['a'], 'b')).toEqual(['a', 'b']);
  const many = Array.from({ length: 300 }, (_, i) => String(i)).reduce(remembered, []);
  expect(many).toHaveLength(200);
  expect(many.at(-1)).toBe('299');
});
