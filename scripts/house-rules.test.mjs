import { readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { importsOf, shapeOf, violations } from './house-rules.mjs';

const { imports: aliases } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);

/** Violations of a tree given as `{path: source}`. */
function check(tree) {
  const files = Object.entries(tree).map(([path, source]) => ({
    path,
    imports: importsOf(path, source, parseSync),
    ...shapeOf(path, source, parseSync),
  }));
  return violations(files, aliases);
}

describe('what is fine', () => {
  it.each([
    ['src/engine/a.ts', `import { x } from '#model/tagging/tags.ts';`],
    ['src/engine/analysis/a.ts', `import { x } from '../decide.ts';`],
    ['src/engine/a.test.ts', `import { x } from '#test/reference/decide.ts';`],
    ['src/engine/a.test.ts', `import { readCase } from '#formats/case.ts';`],
    ['src/model/a.ts', `import { z } from 'zod';`],
    ['src/model/a.test.ts', `import { readFileSync } from 'node:fs';`],
    ['src/consoles/ems/tags/page.tsx', `import { T } from '#ui/table.tsx'; import '../ems.css';`],
    ['src/app/routes.tsx', `const p = () => import('#consoles/ems/tags/page.tsx');`],
    ['src/app/main.tsx', `await import('#mocks/browser.ts');`],
    [
      'mocks/browser.ts',
      `import { h } from './server/ems.ts'; import { setupWorker } from 'msw/browser';`,
    ],
    ['mocks/browser.ts', `new Worker(new URL('./world.worker.ts', import.meta.url));`],
    ['mocks/server/ems.ts', `import { c } from '#mocks/world/commands.ts';`],
    ['mocks/world/a.test.ts', `import { demo } from '#mocks/scenarios/demo.ts';`],
    ['test/reference/a.ts', `import type { Session } from '#model/decision/session.ts';`],
    ['e2e/shell.spec.ts', `import { test } from './fixtures.ts';`],
    ['vite.config.ts', `import x from './security-headers.ts';`],
  ])('%s: %s', (path, source) => {
    expect(check({ [path]: source })).toEqual([]);
  });

  it('a circle of types, or through a dynamic import', () => {
    expect(
      check({
        'src/model/a.ts': `import type { B } from './b.ts'; export type A = B;`,
        'src/model/b.ts': `import { a } from './a.ts'; import('./a.ts');`,
      }),
    ).toEqual([]);
  });
});

describe('what is not', () => {
  it.each([
    ['src/model/a.ts', `import { x } from '#engine/a.ts';`, 'src/model may not import src/engine'],
    [
      'src/model/a.ts',
      `import type { x } from '#engine/a.ts';`,
      'src/model may not import src/engine',
    ],
    ['src/model/a.ts', `export * from '#engine/a.ts';`, 'src/model may not import src/engine'],
    ['src/model/a.ts', `type X = import('#engine/a.ts').X;`, 'src/model may not import src/engine'],
    ['src/engine/a.ts', `import { x } from '../model/a.ts';`, 'leaves its room by a relative path'],
    ['src/engine/a.ts', `import { useMemo } from 'react';`, 'src/engine may not import react'],
    ['src/model/a.ts', `import { http } from 'msw/http';`, 'src/model may not import msw/http'],
    ['src/engine/a.ts', `import { openDB } from 'idb';`, 'src/engine may not import idb'],
    ['src/lab/a.ts', `import { readFileSync } from 'node:fs';`, 'src may not import node:fs'],
    ['src/ui/a.tsx', `import { x } from '#model/a.ts';`, 'src/ui may not import src/model'],
    ['src/api/a.ts', `import { x } from '#mocks/node.ts';`, 'src/api may not import mocks'],
    ['src/app/shell.tsx', `import('#mocks/browser.ts');`, 'src/app may not import mocks'],
    ['src/consoles/ems/a.ts', `import { x } from '#engine/a.ts';`, 'may not import src/engine'],
    ['src/consoles/ems/a.ts', `import { x } from '#consoles/fortigate/a.ts';`, 'may not import'],
    ['src/consoles/a.ts', ``, 'stands in no room'],
    ['src/engine/a.ts', `import { x } from '#test/generators.ts';`, 'may not import test'],
    ['src/engine/a.ts', `import { x } from './b';`, 'needs its file extension'],
    ['src/engine/a.ts', `import { x } from '#nowhere/b.ts';`, 'no subpath'],
    [
      'mocks/scenarios/a.ts',
      `import { x } from '#mocks/world/a.ts';`,
      'may not import mocks/world',
    ],
    ['mocks/server/a.ts', `import { x } from '../world/a.ts';`, 'leaves its room'],
    [
      'test/reference/a.ts',
      `import { x } from '#engine/decide/decide.ts';`,
      'may not import src/engine',
    ],
    ['test/reference/a.ts', `import { x } from '../generators.ts';`, 'may not import test'],
    ['e2e/a.spec.ts', `import { x } from '#mocks/node.ts';`, 'e2e may not import mocks'],
    ['src/ui/utils.ts', ``, 'a name that says nothing'],
    ['src/ui/helpers/a.ts', ``, 'a name that says nothing'],
  ])('%s: %s', (path, source, words) => {
    expect(check({ [path]: source }).join('\n')).toContain(words);
  });

  it('a circle of run-time imports, told once', () => {
    expect(
      check({
        'src/model/a.ts': `import { b } from './b.ts';`,
        'src/model/b.ts': `import { c } from './c.ts';`,
        'src/model/c.ts': `export { a } from './a.ts';`,
      }),
    ).toEqual([
      'src/model/a.ts -> src/model/b.ts -> src/model/c.ts -> src/model/a.ts: circular imports',
    ]);
  });
});

describe('what is too large to be read at once', () => {
  const lines = (count, line = 'x();') => `${line}\n`.repeat(count);

  it('a file, but for tests', () => {
    expect(check({ 'src/model/a.ts': lines(401), 'src/model/b.ts': lines(400) })).toEqual([
      'src/model/a.ts: 401 lines; a file has at most 400',
    ]);
    expect(check({ 'src/model/a.test.ts': lines(401) })).toEqual([]);
  });

  it('a function, without the lines that are JSX', () => {
    const source = `export function a() {\n${lines(99)}}\n`;
    expect(check({ 'src/model/a.ts': source })).toEqual([
      'src/model/a.ts:1: a function of 101 lines; it has at most 100 outside JSX',
    ]);
    const page = `function A() {\n${lines(50)}return (\n<p>\n${lines(60, 'text')}</p>\n);\n}\n`;
    expect(check({ 'src/ui/a.tsx': page })).toEqual([]);
  });

  it('a folder, tests and styles aside', () => {
    const files = (ending) =>
      Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`src/model/a${i}${ending}`, '']));
    expect(check(files('.ts'))).toEqual([
      'src/model: 21 files; a folder has at most 20 besides tests',
    ]);
    expect(check(files('.test.ts'))).toEqual([]);
  });
});

describe('a name that is exported twice', () => {
  const a = 'export const name = 1;';

  it('within one room, or where one room may import the other', () => {
    expect(check({ 'src/model/a.ts': a, 'src/model/ems/b.ts': a })).toEqual([
      'name is exported by src/model/a.ts and src/model/ems/b.ts',
    ]);
    expect(check({ 'src/model/a.ts': a, 'src/engine/b.ts': 'export type name = string;' })).toEqual(
      ['name is exported by src/model/a.ts and src/engine/b.ts'],
    );
  });

  it('is none where no room sees both, or where it is passed on', () => {
    expect(check({ 'src/ui/a.ts': a, 'src/engine/b.ts': a })).toEqual([]);
    expect(
      check({ 'src/model/a.ts': a, 'src/model/b.ts': `export { name } from './a.ts';` }),
    ).toEqual([]);
  });
});
