// npm run dev: Vite's development server, with hot reload.

import { become, install, nodeToUse, run, toolFile } from './install.mjs';

await run(async () => {
  install();
  await become(nodeToUse(), [toolFile('vite'), ...process.argv.slice(2)]);
});
