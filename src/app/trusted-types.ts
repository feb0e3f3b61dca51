// Trusted Types: with `require-trusted-types-for 'script'` in the policy, the browser asks this
// default policy about every address that is about to run as a script (registering MSW's service
// worker, starting our own workers), and takes no text at all as HTML or as a script, because the
// policy has no createHTML and no createScript. Imported first by main.tsx.

// TypeScript's DOM library does not have Trusted Types yet.
interface TrustedTypePolicyFactory {
  readonly defaultPolicy: object | null;
  createPolicy(name: 'default', rules: { createScriptURL(url: string): string }): object;
}

declare global {
  var trustedTypes: TrustedTypePolicyFactory | undefined;
}

const serviceWorker = '/mockServiceWorker.js';

/** What the build makes of a `*.worker.ts`: `/assets/world.worker-Dk3_a1Zq.js`. */
const builtWorker = /^\/assets\/[\w-]+\.worker-[\w-]{8}\.js$/;

/** What the development server makes of it: `/mocks/world.worker.ts?worker_file&type=module`. */
const sourceWorker = /^\/(?:mocks|src)\/(?:[\w-]+\/)*[\w-]+\.worker\.ts$/;

/**
 * Whether the page may run the script at this address: MSW's service worker and our own workers, of
 * the page's own origin, under exactly the names the build gives them.
 *
 * @param url as handed to the browser, relative or absolute
 * @param page the address of the page, which a relative one is relative to
 * @param development also allows workers as the development server names them
 */
export function isOwnScript(url: string, page: string, development: boolean): boolean {
  if (!URL.canParse(url, page)) return false;
  const { origin, pathname, search, hash, username, password } = new URL(url, page);
  if (origin !== new URL(page).origin || hash !== '' || username !== '' || password !== '') {
    return false;
  }
  if (search === '' && (pathname === serviceWorker || builtWorker.test(pathname))) return true;
  return development && sourceWorker.test(pathname) && search.startsWith('?worker_file');
}

/** Once, before anything starts a worker. Does nothing in a browser without Trusted Types. */
export function installTrustedTypes(): void {
  // A hot reload runs this module again, and a second default policy is an error.
  if (globalThis.trustedTypes === undefined || globalThis.trustedTypes.defaultPolicy !== null) {
    return;
  }
  globalThis.trustedTypes.createPolicy('default', {
    createScriptURL(url) {
      if (isOwnScript(url, location.href, import.meta.env.DEV)) return url;
      throw new TypeError(`Not a script of Posture Lab: ${url}`);
    },
  });
}
