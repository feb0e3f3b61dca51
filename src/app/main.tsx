import { installTrustedTypes } from './trusted-types.ts';
import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import '#ui/tokens.css';
import '#ui/base.css';
import { createRoot } from 'react-dom/client';
import { askAgainAbout } from '#api/hooks.ts';
import { startDensity } from '#ui/table/density.ts';
import { startTheme } from '#ui/theme.ts';
import { App } from './app.tsx';
import { queryClient } from './query-client.ts';

installTrustedTypes();
startTheme();
startDensity();

/**
 * In a build against real servers (`VITE_API_MODE=real`) there are no mocks at all; the import is behind
 * the mode, so that the bundle has none of them either.
 */
async function startServers(): Promise<void> {
  if (import.meta.env['VITE_API_MODE'] === 'real') return;
  const { startMocks } = await import('#mocks/browser.ts');
  // Another tab may change the world that this one shows.
  await startMocks((topics) => void askAgainAbout(queryClient, topics));
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<App starting={startServers()} />);
