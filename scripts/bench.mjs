// npm run bench [-- NAME ...]: the benchmarks of those names, all without one. `world` is a table of its own,
// and with --json one line of JSON.

import { join } from 'node:path';
import { become, install, nodeToUse, root, run, toolFile } from './install.mjs';

await run(async () => {
  const args = process.argv.slice(2);
  install();
  if (args.includes('world'))
    await become(nodeToUse(), [
      '--disable-warning=ExperimentalWarning',
      join(root, 'scripts', 'bench.ts'),
      ...args,
    ]);
  else await become(nodeToUse(), [toolFile('vitest', 'vitest'), 'bench', '--run', ...args]);
});
