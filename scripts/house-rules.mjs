// The rooms of the house, and what may look at what: docs/architecture.md's table as data, and the
// check of a set of files against it. Pure, so that its test can plant violations.

import { posix } from 'node:path';

/**
 * Rooms by folder, and the rooms that each may import besides itself. A file belongs to the deepest
 * folder that holds it. `under` stands for a folder's rooms all together.
 */
const rooms = {
  'src/model': [],
  'src/engine': ['src/model'],
  'src/formats': ['src/model'],
  'src/cli': ['src/model', 'src/engine', 'src/formats'],
  'src/api': ['src/model'],
  'src/ui': [],
  // What the forms of both products show: who would gain and lose access.
  'src/consoles/access-preview': ['src/api', 'src/ui', 'src/model'],
  'src/consoles/table-import': ['src/api', 'src/ui', 'src/model', 'src/formats'],
  'src/consoles/ems': [
    'src/api',
    'src/ui',
    'src/model',
    'src/consoles/access-preview',
    'src/consoles/table-import',
  ],
  'src/consoles/fortigate': [
    'src/api',
    'src/ui',
    'src/model',
    'src/consoles/access-preview',
    'src/consoles/table-import',
  ],
  'src/lab': [
    'src/api',
    'src/ui',
    'src/model',
    'src/engine',
    'src/formats',
    'src/consoles/access-preview',
    'src/consoles/table-import',
  ],
  // A console of its own over the products' policies: their forms, their picks, their chips.
  'src/lab/policy-map': [
    'src/api',
    'src/ui',
    'src/model',
    'src/lab',
    'src/consoles/access-preview',
    'src/consoles/fortigate',
    'src/consoles/ems',
  ],
  'src/app': [{ under: 'src' }],
  'mocks/world': ['src/model', 'src/engine', 'src/formats', 'src/cli'],
  'mocks/server': ['mocks/world', 'src/model'],
  'mocks/scenarios': ['src/model'],
  mocks: [{ under: 'mocks' }, 'src/model', 'src/engine', 'src/formats', 'src/cli'],
  e2e: [],
  // The slow reference is a second opinion: worth something only while it can't see the first.
  'test/reference': ['src/model'],
  test: [
    { under: 'test' },
    { under: 'mocks' },
    'src/api',
    'src/model',
    'src/engine',
    'src/formats',
    'src/cli',
  ],
  bench: [{ under: 'src' }, { under: 'mocks' }, { under: 'test' }, 'scripts'],
  scripts: [{ under: 'mocks' }, 'bench', 'src/model', 'src/engine', 'src/formats', 'src/cli'],
};

/** What single files may import besides. */
const exceptions = {
  // A dynamic import behind the build's API mode: the one door between pages and mock servers.
  'src/app/main.tsx': [{ under: 'mocks' }],
};

/** Packages that a folder must do without, by the beginning of their names. */
const packageBans = [
  {
    folders: ['src/model', 'src/engine', 'src/formats', 'src/cli', 'test/reference'],
    packages: ['react', '@base-ui/', '@tanstack/', '@hookform/', '@xyflow/', 'msw', 'idb', 'hono'],
    why: 'it must run anywhere: no interface, no HTTP, no storage',
  },
  { folders: ['src/ui'], packages: ['@tanstack/react-query', 'msw', 'idb'], why: 'it only shows' },
  {
    folders: ['src'],
    packages: ['msw', 'idb', 'hono'],
    why: 'a page must not know that servers are mocked',
  },
  {
    folders: ['mocks/world'],
    packages: ['msw', 'hono'],
    why: 'a world knows nothing of HTTP',
  },
  {
    folders: ['src', 'mocks/world', 'mocks/server'],
    packages: ['node:', '@hono/node-server'],
    why: 'it runs in a browser',
  },
  { folders: ['src', 'mocks'], packages: ['@playwright/', '@sparticuz/'], why: 'it is no test' },
];

const vagueName = /^(?:utils?|helpers?|commons?|misc)(?:\.|$)/i;
const isTest = (path) => /\.(?:test|spec)\.\w+$/.test(path);
const isWithin = (path, folder) => path.startsWith(`${folder}/`);

/** The room a file stands in, or undefined. */
function roomOf(path) {
  return Object.keys(rooms)
    .filter((room) => isWithin(path, room))

    .toSorted((a, b) => b.length - a.length)[0];
}

function mayImport(path, room, target, targetRoom) {
  const allowed = [...rooms[room], ...(exceptions[path] ?? [])];
  if (isTest(path)) {
    // A unit test may bring the generators and the reference, and read cases; a mock's, any world.
    allowed.push({ under: 'test' }, 'src/formats', 'src/model');
    if (isWithin(path, 'mocks')) allowed.push({ under: 'mocks' });
  }
  return allowed.some((entry) =>
    typeof entry === 'string' ? entry === targetRoom : isWithin(target, entry.under),
  );
}

/**
 * What a module asks for: `{specifier, runtime}`, `runtime` false for what is erased with the types.
 *
 * @param parse Vite's parseSync, which knows TypeScript
 */
export function importsOf(path, source, parse) {
  const { module, program, errors } = parse(path, source);
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0].message}`);
  const fromStatements = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      specifier: moduleRequest.value,
      // `import {type A}` stays as a bare import under verbatimModuleSyntax; `import type` does not,
      // and the parser marks both alike: a cycle of types alone does no harm, so neither counts.
      runtime: entries.length === 0 || entries.some((entry) => !entry.isType),
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries
        .filter((entry) => entry.moduleRequest)
        .map((entry) => ({ specifier: entry.moduleRequest.value, runtime: !entry.isType })),
    ),
  ];
  return [...fromStatements, ...laterImports(program)];
}

/**
 * `import('…')` as an expression or as a type, and `new URL('…', import.meta.url)` of a worker. None
 * takes part in the order in which modules start, so none makes a harmful circle.
 */
function laterImports(node) {
  if (typeof node !== 'object' || node === null) return [];
  const isImport = node.type === 'ImportExpression' || node.type === 'TSImportType';
  const isUrl =
    node.type === 'NewExpression' &&
    node.callee.name === 'URL' &&
    node.arguments[1]?.object?.type === 'MetaProperty';
  const specifier = isImport ? node.source?.value : isUrl ? node.arguments[0].value : undefined;
  const own = typeof specifier === 'string' ? [{ specifier, runtime: false }] : [];
  return [...own, ...Object.values(node).flatMap(laterImports)];
}

const functionTypes = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

/** Every node below, with those that it stands in, nearest first. */
function* nodesIn(node, above = []) {
  if (typeof node !== 'object' || node === null) return;
  if (typeof node.type === 'string') yield { node, above };
  const inside = typeof node.type === 'string' ? [node, ...above] : above;
  for (const part of Object.values(node)) yield* nodesIn(part, inside);
}

/**
 * How large a module and its parts are: `{lines, exports, functions}`, a function as `{line, lines}` without
 * the lines that are JSX, which is long where a page is.
 */
export function shapeOf(path, source, parse) {
  const { module, program } = parse(path, source);
  const lineAt = (offset) => source.slice(0, offset).split('\n').length;
  const functions = [];
  for (const { node } of nodesIn(program)) {
    if (!functionTypes.includes(node.type)) continue;
    const own = new Set();
    for (let line = lineAt(node.start); line <= lineAt(node.end); line++) own.add(line);
    if (own.size > mostLines.function)
      for (const { node: part } of nodesIn(node.body))
        if (part.type === 'JSXElement' || part.type === 'JSXFragment')
          for (let line = lineAt(part.start); line <= lineAt(part.end); line++) own.delete(line);
    functions.push({ line: lineAt(node.start), lines: own.size });
  }
  return {
    lines: source.split('\n').length - 1,
    functions,
    exports: module.staticExports.flatMap(({ entries }) =>
      // What is passed on is the same thing.
      entries.flatMap(({ exportName, moduleRequest }) =>
        exportName.name && !moduleRequest ? [exportName.name] : [],
      ),
    ),
  };
}

const mostLines = { file: 400, function: 100 };
const mostFiles = 20;
/** What the router asks of every page's module. */
const namesOfPages = ['Component'];

/** Files, functions and folders that are too large to be read at once. */
function sizeProblems(files) {
  const problems = [];
  const folders = new Map();
  for (const { path, lines, functions } of files) {
    if (isTest(path)) continue;
    const folder = posix.dirname(path);
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
    if (lines > mostLines.file)
      problems.push(`${path}: ${lines} lines; a file has at most ${mostLines.file}`);
    for (const { line, lines: own } of functions)
      if (own > mostLines.function)
        problems.push(
          `${path}:${line}: a function of ${own} lines; it has at most ${mostLines.function} outside JSX`,
        );
  }
  for (const [folder, count] of folders)
    if (count > mostFiles)
      problems.push(`${folder}: ${count} files; a folder has at most ${mostFiles} besides tests`);
  return problems;
}

/** Names that two modules export and one room may import: a reader could take one for the other. */
function nameProblems(files) {
  const problems = [];
  const byName = new Map();
  for (const { path, exports } of files) {
    const room = roomOf(path);
    // Tests and scripts have short names of their own.
    if (isTest(path) || room === undefined || !/^(?:src|mocks)\b/.test(room)) continue;
    for (const name of new Set(exports))
      if (!namesOfPages.includes(name))
        byName.set(name, [...(byName.get(name) ?? []), { path, room }]);
  }
  for (const [name, places] of byName)
    for (const room of Object.keys(rooms)) {
      const within = places.filter(
        ({ path, room: other }) => other === room || mayImport('', room, path, other),
      );
      // A room that may import all of them sees what its neighbours never see together.
      const isReach = within.some(({ room: other }) => other === room);
      if (within.length > 1 && isReach)
        problems.push(`${name} is exported by ${within.map(({ path }) => path).join(' and ')}`);
    }
  return problems;
}

/** The file a specifier means, as a path from the root; undefined for a package. */
function targetOf(path, specifier, aliases) {
  const plain = specifier.replace(/\?.*$/, '');
  if (plain.startsWith('.')) return posix.join(posix.dirname(path), plain);
  for (const [alias, folder] of Object.entries(aliases)) {
    const start = alias.replace('*', '');
    if (plain.startsWith(start)) {
      return posix.normalize(folder.replace('*', plain.slice(start.length)));
    }
  }
  return undefined;
}

function problemWithPackage(path, specifier) {
  if (isTest(path)) return undefined;
  for (const { folders, packages, why } of packageBans) {
    const folder = folders.find((each) => isWithin(path, each));
    const ban = packages.find((name) => specifier.startsWith(name));
    if (folder !== undefined && ban !== undefined) {
      return `${folder} may not import ${specifier}: ${why}`;
    }
  }
  return undefined;
}

function problemWithImport(path, room, specifier, aliases) {
  const target = targetOf(path, specifier, aliases);
  if (target === undefined) {
    return specifier.startsWith('#')
      ? `${specifier} is no subpath of package.json's "imports"`
      : problemWithPackage(path, specifier);
  }
  if (posix.extname(target) === '') return `${specifier} needs its file extension`;
  const targetRoom = roomOf(target);
  const relative = specifier.startsWith('.');
  if (targetRoom === room) return undefined;
  if (targetRoom === undefined) {
    // Configuration in the root: for tests and scripts, which are about it.
    return isTest(path) || ['scripts', 'e2e', 'test'].includes(room)
      ? undefined
      : `${specifier} is in no room`;
  }
  if (!mayImport(path, room, target, targetRoom)) return `${room} may not import ${targetRoom}`;
  if (relative && !isWithin(targetRoom, room)) {
    return `${specifier} leaves its room by a relative path: use the alias with #`;
  }
  return undefined;
}

/** Circles of run-time imports, each once, as lists of files. */
function circles(graph) {
  const found = [];
  const done = new Set();
  const visit = (path, trail) => {
    const at = trail.indexOf(path);
    if (at >= 0) {
      found.push([...trail.slice(at), path]);
      return;
    }
    if (done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}

/**
 * Every way in which the files break the rules of the house, a sentence each.
 *
 * @param files `{path, imports, lines, functions, exports}` as importsOf and shapeOf give them
 * @param aliases package.json's "imports"
 */
export function violations(files, aliases) {
  const problems = [];
  const graph = new Map();
  for (const { path, imports } of files) {
    if (path.split('/').some((part) => vagueName.test(part))) {
      problems.push(`${path}: a name that says nothing; call it after what it holds`);
    }
    const room = roomOf(path);
    if (room === undefined) {
      // The tools' configuration files stand in the root, in no room.
      if (path.includes('/'))
        problems.push(`${path}: stands in no room of scripts/house-rules.mjs`);
      continue;
    }
    for (const { specifier } of imports) {
      const problem = problemWithImport(path, room, specifier, aliases);
      if (problem !== undefined) problems.push(`${path}: ${problem}`);
    }
    const targets = imports
      .filter(({ runtime }) => runtime)
      .map(({ specifier }) => targetOf(path, specifier, aliases));
    graph.set(
      path,
      targets.filter((target) => target !== undefined),
    );
  }
  problems.push(...sizeProblems(files), ...nameProblems(files));
  for (const circle of circles(graph)) problems.push(`${circle.join(' -> ')}: circular imports`);
  return [...new Set(problems)];
}
