// npm run -s lab -- COMMAND ...: the lab without a browser. Nothing but the command's own output may
// reach stdout; the install, if one is needed, speaks on stderr.

import { join } from 'node:path';
import { become, install, nodeToUse, root, run } from './install.mjs';

await run(async () => {
  install();
  await become(nodeToUse(), [
    // Older Nodes call running TypeScript experimental, on stderr, where a caller reads our messages.
    '--disable-warning=ExperimentalWarning',
    join(root, 'scripts', 'lab.ts'),
    ...process.argv.slice(2),
  ]);
});
