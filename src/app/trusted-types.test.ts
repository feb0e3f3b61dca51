import { afterEach, describe, expect, it, vi } from 'vitest';
import { installTrustedTypes, isOwnScript } from './trusted-types.ts';

const page = 'http://127.0.0.1:4173/lab/connect?x=1#top';

describe('isOwnScript in a build', () => {
  it.each([
    '/mockServiceWorker.js',
    'http://127.0.0.1:4173/mockServiceWorker.js',
    '/assets/world.worker-Dk3_a1Zq.js',
    '/assets/graph-layout.worker-Bd-0aaaa.js',
    'http://127.0.0.1:4173/assets/world.worker-Dk3_a1Zq.js',
  ])('lets %s through', (url) => {
    expect(isOwnScript(url, page, false)).toBe(true);
  });

  it.each([
    '',
    'mockServiceWorker.js',
    '/mockServiceWorker.js?x=1',
    '/mockServiceWorker.js#x',
    '/a/mockServiceWorker.js',
    '/mockServiceWorker.js/',
    '//127.0.0.1:4174/mockServiceWorker.js',
    '//evil.example/mockServiceWorker.js',
    'https://127.0.0.1:4173/mockServiceWorker.js',
    'http://user@127.0.0.1:4173/mockServiceWorker.js',
    'http://127.0.0.1:4173@evil.example/mockServiceWorker.js',
    '/assets/index-Dk3_a1Zq.js',
    '/assets/world.worker.js',
    '/assets/world.worker-Dk3_a1Zq.js?x=1',
    '/assets/../world.worker-Dk3_a1Zq.js',
    '/assets/deep/world.worker-Dk3_a1Zq.js',
    '/assets/%2e%2e/world.worker-Dk3_a1Zq.js',
    '/mocks/world.worker.ts?worker_file&type=module',
    'data:text/javascript,alert(1)',
    'blob:http://127.0.0.1:4173/6d8f',
    'javascript:alert(1)',
    'http://',
  ])('refuses %s', (url) => {
    expect(isOwnScript(url, page, false)).toBe(false);
  });
});

describe('isOwnScript on the development server', () => {
  it.each([
    '/mockServiceWorker.js',
    '/mocks/world.worker.ts?worker_file&type=module',
    '/src/lab/graph/layout.worker.ts?worker_file&type=module',
  ])('lets %s through', (url) => {
    expect(isOwnScript(url, page, true)).toBe(true);
  });

  it.each([
    '/mocks/world.worker.ts',
    '/mocks/world.ts?worker_file&type=module',
    '/node_modules/x.worker.ts?worker_file&type=module',
    '//evil.example/mocks/world.worker.ts?worker_file',
  ])('refuses %s', (url) => {
    expect(isOwnScript(url, page, true)).toBe(false);
  });
});

describe('installTrustedTypes', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('makes one default policy that hands on our scripts, throws on others, and takes no text', () => {
    const rules: Record<string, (url: string) => string> = {};
    const createPolicy = vi.fn((_name: string, given: typeof rules) => {
      Object.assign(rules, given);
      factory.defaultPolicy = given;
      return given;
    });
    const factory: { defaultPolicy: object | null; createPolicy: typeof createPolicy } = {
      defaultPolicy: null,
      createPolicy,
    };
    vi.stubGlobal('trustedTypes', factory);
    vi.stubGlobal('location', { href: page });

    installTrustedTypes();
    installTrustedTypes();

    expect(createPolicy).toHaveBeenCalledTimes(1);
    expect(Object.keys(rules)).toEqual(['createScriptURL']);
    expect(rules['createScriptURL']?.('/mockServiceWorker.js')).toBe('/mockServiceWorker.js');
    expect(() => rules['createScriptURL']?.('/evil.js')).toThrow('/evil.js');
  });

  it('does nothing in a browser without Trusted Types', () => {
    vi.stubGlobal('trustedTypes', undefined);
    expect(() => installTrustedTypes()).not.toThrow();
  });
});
