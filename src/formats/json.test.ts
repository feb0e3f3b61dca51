import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonError, type JsonPath, positionIn, readJson } from './json.ts';

function faultOf(text: string): string {
  try {
    readJson(text);
  } catch (error) {
    if (error instanceof JsonError)
      return `${error.position.line}:${error.position.column} ${error.message}`;
    throw error;
  }
  return 'none';
}

describe('a fault', () => {
  test.each([
    ['', '1:1', 'ends too early'],
    ['{"a": 1,}', '1:8', 'remove it'],
    ['[1, 2,\n]', '1:6', 'remove it'],
    ['{"a": 1\n "b": 2}', '2:2', 'write a comma or }'],
    ['{\n  a: 1}', '2:3', 'name in double quotes'],
    ['{"a" 1}', '1:6', 'colon'],
    ['["x', '1:2', 'no end'],
    ['["x\ny"]', '1:4', 'line break'],
    ['["\\q"]', '1:3', 'backslash'],
    ['[01]', '1:3', 'write a comma or ]'],
    ['[nul]', '1:2', 'write a value here'],
    ['{} {}', '1:4', 'remove what follows'],
    ['{"a": [1, {"b": 2}', '1:19', 'ends too early'],
  ])('%j is at %s', (text, place, words) => {
    const fault = faultOf(text);
    expect(fault).toContain(words);
    expect(fault.split(' ')[0]).toBe(place);
  });
  test('depth breaks nothing', () => {
    expect(faultOf(`${'['.repeat(200_000)}x`)).toContain('write a value here');
  });
});

test('a byte order mark is no fault', () => {
  expect(readJson('\uFEFF{"a": 1}')).toEqual({ a: 1 });
});

test('places are found by path, or that of the nearest that is there', () => {
  const text = '[\n {"a": "x\\"y", "b": [10,\n  20]}\n]';
  expect(positionIn(text, [])).toEqual({ line: 1, column: 1 });
  expect(positionIn(text, [0, 'a'])).toEqual({ line: 2, column: 8 });
  expect(positionIn(text, [0, 'b', 1])).toEqual({ line: 3, column: 3 });
  expect(positionIn(text, [0, 'missing', 'x'])).toEqual({ line: 2, column: 2 });
});

/** Every path of a value. */
function* paths(value: unknown, here: JsonPath = []): Generator<[JsonPath, unknown]> {
  yield [here, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value))
    yield* paths(inner, [...here, Array.isArray(value) ? Number(key) : key]);
}

test('at the place of each value stands that value', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 3 }), fc.constantFrom(0, 2), (made, indent) => {
      const value: unknown = JSON.parse(made);
      const text = JSON.stringify(value, null, indent);
      for (const [path, inner] of paths(value)) {
        const { line, column } = positionIn(text, path);
        const rest = text
          .split('\n')
          .slice(line - 1)
          .join('\n')
          .slice(column - 1);
        const first = JSON.stringify(inner, null, indent).split('\n')[0] ?? '';
        expect(rest.startsWith(first)).toBe(true);
      }
    }),
  );
});

test('finds a fault exactly where JSON.parse refuses', () => {
  const broken = fc
    .tuple(
      fc.json({ maxDepth: 2 }),
      fc.nat(),
      fc.nat({ max: 3 }),
      fc.constantFrom('', ...'{ } [ ] , : " \\ 1 x - e .'.split(' ')),
    )
    .map(([text, at, cut, put]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + put + text.slice(place + cut);
    });
  fc.assert(
    fc.property(broken, (text) => {
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      // Text that the walk finds nothing wrong with would be told in the engine's own words, without place.
      const fault = faultOf(text);
      expect(fault === 'none').toBe(valid);
      expect(fault).not.toMatch(/JSON\.parse|Unexpected|at position/);
    }),
    { numRuns: 2000 },
  );
});
