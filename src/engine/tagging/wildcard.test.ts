import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitsWildcard } from './wildcard.ts';

test('agrees with a regular expression', () => {
  const letters = fc.array(fc.constantFrom('a', 'b'), { maxLength: 8 });
  const signs = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 6 });
  fc.assert(
    fc.property(letters, signs, (text, pattern) => {
      const expression = pattern
        .map((sign) => (sign === '*' ? '.*' : sign === '?' ? '.' : sign))
        .join('');
      expect(fitsWildcard(text.join(''), pattern.join(''))).toBe(
        new RegExp(`^${expression}$`).test(text.join('')),
      );
    }),
    { numRuns: 2000 },
  );
});

test('many stars against a long text end', () => {
  expect(fitsWildcard('a'.repeat(1000), `${'*a'.repeat(500)}b`)).toBe(false);
});
