// Writes docs/api.md from the contract: npm run -s docs:api. A test holds the two together.
import { writeFileSync } from 'node:fs';
import { apiText } from './api-text.ts';

writeFileSync(new URL('../docs/api.md', import.meta.url), apiText());
