// Writes docs/api.md from the contract, and docs/world-file.schema.json from its schema: npm run -s docs:api.
// Tests hold them together.
import { writeFileSync } from 'node:fs';
import { apiText } from './api-text.ts';
import { worldFileSchemaText } from './world-file-schema.ts';

writeFileSync(new URL('../docs/api.md', import.meta.url), apiText());
writeFileSync(new URL('../docs/world-file.schema.json', import.meta.url), worldFileSchemaText());
