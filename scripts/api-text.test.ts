import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { apiText } from './api-text.ts';

test('docs/api.md says what the contract says; npm run -s docs:api writes it anew', () => {
  expect(readFileSync(new URL('../docs/api.md', import.meta.url), 'utf8')).toBe(apiText());
});
