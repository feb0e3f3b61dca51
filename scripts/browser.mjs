// The browser that the tests drive, with nothing installed by hand: an installed Chrome or Chromium
// if there is one, else the Chromium inside the npm package @sparticuz/chromium (Linux, x64).

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Refusal, root } from './install.mjs';

const installedNames = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'];

const installedPaths = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LocalAppData]
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
};

function installedBrowser() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = installedNames.flatMap((name) => folders.map((folder) => join(folder, name)));
  const known = process.platform === 'linux' ? onPath : (installedPaths[process.platform] ?? []);
  // A snap's or a distribution's name may be a stub that only says what to install: it must answer.
  return known.find(
    (path) =>
      existsSync(path) &&
      // On Windows, chrome.exe opens a window instead of telling its version.
      (process.platform === 'win32' || spawnSync(path, ['--version']).status === 0),
  );
}

/**
 * Inflates the package's archives into node_modules/.cache, whole or not at all: into a folder of
 * this process's own first, which is then renamed, so that neither two runs at once nor one that was
 * killed half-way leave a broken browser behind.
 */
async function inflated(name, version, work) {
  const cache = join(root, 'node_modules', '.cache', 'posture-lab');
  const folder = join(cache, `${name}-${version}`);
  if (existsSync(folder)) return folder;
  const partial = join(cache, `${name}-${version}.${process.pid}.partial`);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  // The package inflates into the system's folder for temporary files, wherever that is said to be.
  const before = process.env.TMPDIR;
  process.env.TMPDIR = partial;
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  try {
    renameSync(partial, folder);
  } catch (error) {
    // Another run was quicker.
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** Shared libraries that the system does not have, by ldd's word. */
function missingLibraries(executable, env) {
  const { stdout } = spawnSync('ldd', [executable], { encoding: 'utf8', env });
  return [...(stdout ?? '').matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]);
}

async function packagedBrowser() {
  const packageFolder = join(root, 'node_modules', '@sparticuz', 'chromium');
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const { default: chromium, inflate } = await import('@sparticuz/chromium');
  const folder = await inflated('chromium', version, () => chromium.executablePath());
  const executablePath = join(folder, 'chromium');
  /** @type {Record<string, string>} */
  const env = {};

  if (missingLibraries(executablePath, process.env).length > 0) {
    // The package carries NSS, NSPR and expat for systems without them.
    const libraries = await inflated('chromium-libraries', version, () =>
      inflate(join(packageFolder, 'bin', 'al2023.tar.br')),
    );
    env.LD_LIBRARY_PATH = [join(libraries, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH]
      .filter((path) => path !== undefined && path !== '')
      .join(delimiter);
    const still = missingLibraries(executablePath, { ...process.env, ...env });
    if (still.length > 0) {
      throw new Refusal(
        `The test browser needs ${still.join(', ')}: install them, or set CHROME_PATH to a Chrome.`,
      );
    }
  }
  // A system without any fonts shows no text, and Chromium may end itself: Open Sans is with it.
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_FILE = fontConfiguration(folder);
  return { executablePath, env };
}

/** The package's own configuration names folders of the service it is made for, not ours. */
function fontConfiguration(folder) {
  const file = join(folder, 'fonts.conf');
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`,
  );
  return file;
}

/**
 * The browser to launch and what its environment needs besides ours. May inflate the packaged one
 * (two seconds, once).
 *
 * @returns {Promise<{executablePath: string, env: Record<string, string>}>}
 */
export async function testBrowser() {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (existsSync(named)) return { executablePath: named, env: {} };
    throw new Refusal(`CHROME_PATH is "${named}", and there is no such file.`);
  }
  const installed = installedBrowser();
  if (installed !== undefined) return { executablePath: installed, env: {} };
  if (process.platform === 'linux' && process.arch === 'x64') return packagedBrowser();
  throw new Refusal(
    `No browser is packaged for ${process.platform}-${process.arch}: install Chrome or Chromium, ` +
      'or set CHROME_PATH to one.',
  );
}
