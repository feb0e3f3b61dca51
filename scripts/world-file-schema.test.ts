import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { worldFileSchemaText } from './world-file-schema.ts';

test('docs/world-file.schema.json is up to date; npm run -s docs:api writes it anew', () => {
  const written = readFileSync(new URL('../docs/world-file.schema.json', import.meta.url), 'utf8');
  expect(written).toBe(worldFileSchemaText());
});
