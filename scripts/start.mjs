// npm start: from a fresh clone to the lab in a browser. Installs, builds, serves.

import { ready, run } from './install.mjs';
import { chosenPort, loopback } from './port.mjs';

await run(async () => {
  // Before the install and the build, which take long to end in a refusal.
  const port = await chosenPort(4173);
  if (!(await ready(import.meta.url))) return;

  const { build, preview } = await import('vite');
  await build({ logLevel: 'warn' });
  const server = await preview({
    logLevel: 'warn',
    preview: { host: loopback, port, strictPort: true },
  });

  console.log(`
Posture Lab is at http://${loopback}:${port}

  Open Lab > Scenarios, load Example 1, then Lab > Connect and press Connect.

Ctrl-C stops it.`);

  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      // A browser keeps its connections open for minutes; waiting for them would look like a hang.
      server.httpServer.closeAllConnections?.();
      void server.close().finally(() => process.exit(0));
    });
  }
});
