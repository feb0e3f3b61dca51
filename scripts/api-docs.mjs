// npm run -s docs:api: writes docs/api.md from the contract, on the pinned Node, which runs TypeScript.

import { join } from 'node:path';
import { become, install, nodeToUse, root, run } from './install.mjs';

await run(async () => {
  install();
  await become(nodeToUse(), [
    '--disable-warning=ExperimentalWarning',
    join(root, 'scripts', 'api-docs.ts'),
  ]);
});
