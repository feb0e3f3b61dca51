// npm run bench [-- --json]: access for everybody beside other engines. `-- NAME ...`: the benchmarks of those
// names. `workspace W3 FILE` writes a world file of that size, to open in the page; `forward` measures the map of
// policies that forward. `world` is a table of its own, and with --json one line of JSON; `pages BEFORE AFTER` measures two builds
// in one browser.

import { join } from 'node:path';
import { become, install, nodeToUse, root, run, toolFile } from './install.mjs';

await run(async () => {
  const args = process.argv.slice(2);
  install();
  if (args.includes('world'))
    await become(nodeToUse(), [
      '--disable-warning=ExperimentalWarning',
      join(root, 'bench', 'main.ts'),
      ...args,
    ]);
  else if (args[0] === 'workspace')
    await become(nodeToUse(), [
      '--disable-warning=ExperimentalWarning',
      join(root, 'bench', 'access', 'workspace.ts'),
      ...args.slice(1),
    ]);
  else if (args[0] === 'forward')
    await become(nodeToUse(), [
      '--disable-warning=ExperimentalWarning',
      join(root, 'bench', 'access', 'forward.ts'),
      ...args.slice(1),
    ]);
  else if (args.length === 0 || args[0] === 'access' || args[0] === '--json')
    await become(nodeToUse(), [
      '--disable-warning=ExperimentalWarning',
      '--expose-gc',
      join(root, 'bench', 'access', 'main.ts'),
      ...args,
    ]);
  else if (args[0] === 'pages' && args.length === 3) {
    const { measurePages } = await import('./bench-pages.mjs');
    console.table(await measurePages(args[1], args[2]));
    process.exit(0);
  } else await become(nodeToUse(), [toolFile('vitest', 'vitest'), 'bench', '--run', ...args]);
});
