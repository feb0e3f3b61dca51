// node scripts/tool.mjs NAME ...: one of the project's tools, on the pinned Node. The single steps of
// `npm test` are named by it in package.json, so that each can be run alone the same way.

import { become, install, nodeToUse, Refusal, run, toolFile } from './install.mjs';

const packages = {
  tsc: 'typescript',
  playwright: '@playwright/test',
  stryker: '@stryker-mutator/core',
};

await run(async () => {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined) throw new Refusal('usage: node scripts/tool.mjs NAME [ARGUMENT ...]');
  install();
  await become(nodeToUse(), [toolFile(packages[name] ?? name, name), ...args]);
});
