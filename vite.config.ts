import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import {
  contentSecurityPolicyInPage,
  developmentHeaders,
  productionHeaders,
} from './security-headers.ts';

/** For static hosts, which send no headers of ours. */
function policyInPage(): Plugin {
  return {
    name: 'posture-lab:policy-in-page',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicyInPage },
        // A policy in a page holds only for what comes after it.
        injectTo: 'head-prepend',
      },
    ],
  };
}

export default defineConfig({
  plugins: [react(), policyInPage()],
  server: { host: '127.0.0.1', headers: developmentHeaders },
  preview: { host: '127.0.0.1', headers: productionHeaders },
  worker: { format: 'es' },
  // Pages are loaded when they are opened: without this, the development server would find their
  // dependencies one by one, and reload under whoever opens a page for the first time.
  optimizeDeps: { entries: ['index.html', '{src,mocks}/**/*.{ts,tsx}', '!**/*.test.*'] },
  build: {
    target: 'es2023',
    // Every asset a file of its own: the policy allows no font or worker from a data: address.
    assetsInlineLimit: 0,
    // The polyfill would be an inline script, and no browser this is built for needs it.
    modulePreload: { polyfill: false },
    // MSW and everything in mocks/ come in chunks of their own without a rule here, as main.tsx
    // imports them dynamically.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // Changes with a dependency's release, not with ours: stays in a browser's cache.
            {
              name: 'react',
              test: /node_modules[\\/](?:react|react-dom|react-router|scheduler)[\\/]/,
            },
            // What many pages share, in one piece: dozens of small ones took longer to load than
            // all the rest of the start.
            { name: 'parts', minShareCount: 4 },
          ],
        },
      },
    },
    // The graph's layout and the mock server are big on purpose, and neither is in the first load.
    chunkSizeWarningLimit: 1000,
  },
});
