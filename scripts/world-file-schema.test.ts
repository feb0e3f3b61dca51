import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { worldFileSchemaText } from './world-file-schema.ts';

test('docs/world-file.schema.json is up to date; npm run -s docs:api writes it anew', () => {
  const file = new URL('../docs/world-file.schema.json', import.meta.url);
  // However it is formatted.
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(worldFileSchemaText()));
});
