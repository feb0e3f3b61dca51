// npm test: every check there is, from nothing installed to an honest total on the last line.

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { environmentFor, ready, root, run, toolFile } from './install.mjs';
import { checkTally, playwrightTally, totalLine, vitestTally } from './tally.mjs';

// Not in test-results, which Playwright empties when it begins.
const reports = join(root, 'reports');
const unitReport = join(reports, 'unit.json');
const browserReport = join(reports, 'browser.json');

// A step that hangs must fail, and soon enough for whoever waits to see which one it was.
const longestStep = 12 * 60_000;

/** Steps that need nothing from each other, the longest first: two at a time. */
const independentSteps = [
  { name: 'build', command: [toolPath('vite'), 'build', '--logLevel', 'warn'] },
  {
    name: 'unit',
    command: [
      toolPath('vitest'),
      'run',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${unitReport}`,
    ],
    tally: (status) => vitestTally(status, report(unitReport)),
  },
  { name: 'lint', command: [toolPath('oxlint')] },
  { name: 'types', command: [toolPath('typescript', 'tsc'), '--noEmit'] },
  {
    name: 'dead code',
    command: [toolPath('knip'), '--no-progress', '--no-config-hints'],
  },
  { name: 'format', command: [toolPath('oxfmt'), '--check'] },
  { name: 'house', command: () => join(root, 'scripts', 'house.mjs') },
];

/** Last and alone, for steady times: it drives the build in browsers on both cores. */
const browserStep = {
  name: 'browser',
  command: [toolPath('@playwright/test', 'playwright'), 'test', '--reporter=dot,json'],
  tally: (status) => playwrightTally(status, report(browserReport)),
};

/** Looked up when the step starts: nothing need be installed when this file is read. */
function toolPath(...names) {
  return () => toolFile(...names);
}

function report(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

const running = new Set();

/** Ends a step with everything it started: on POSIX each leads a process group of its own. */
function end(child) {
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

function execute({ command }, environment) {
  const args = [command].flat().map((part) => (typeof part === 'function' ? part() : part));
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    const timer = setTimeout(() => {
      output += `\nStopped: it took longer than ${longestStep / 60_000} minutes.\n`;
      end(child);
    }, longestStep);
    child.once('error', (error) => (output += error.message));
    child.once('close', (status) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ status: status ?? 1, output });
    });
  });
}

async function perform(step, environment) {
  const start = performance.now();
  const { status, output } = await execute(step, environment);
  const tally = (step.tally ?? checkTally)(status);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const failed = tally.failed > 0;
  const counts = step.tally === undefined ? '' : `  ${totalLine([tally])}`;
  console.log(
    `${failed ? 'FAIL' : 'ok  '}  ${step.name.padEnd(10)} ${seconds.padStart(6)} s${counts}`,
  );
  if (failed) {
    // Some tools colour their words when CI is set, whatever NO_COLOR says.
    const words = stripVTControlCharacters(output).trim();
    console.log(`\n${words || `exit status ${status}, no output`}\n`);
  }
  return { ...tally, ok: !failed };
}

/** Runs the steps, `width` at a time, and gives their tallies in order. */
async function performAll(steps, width, environment) {
  const tallies = [];
  const waiting = [...steps.entries()];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, step] = next;
      tallies[index] = await perform(step, environment);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return tallies;
}

await run(async () => {
  if (!(await ready(import.meta.url))) return;

  // Ended before their time, the steps must not go on behind the prompt.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      for (const child of running) end(child);
      process.exit(1);
    });
  }
  // Yesterday's report must not stand in for a runner that crashes today.
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });

  const environment = {
    ...environmentFor(process.execPath),
    // Whoever runs this may have set it for something else; React's tests need neither.
    NODE_ENV: undefined,
    // Plain text: this is read in logs.
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
    PLAYWRIGHT_JSON_OUTPUT_FILE: browserReport,
  };
  const start = performance.now();
  const tallies = await performAll(independentSteps, 2, environment);
  if (tallies[0].ok) tallies.push(await perform(browserStep, environment));
  else {
    console.log('FAIL  browser             not run: there is no build');
    tallies.push(playwrightTally(1, undefined));
  }
  console.log(`\nIn ${((performance.now() - start) / 1000).toFixed(0)} s:`);
  console.log(totalLine(tallies));
  if (tallies.some(({ failed }) => failed > 0)) process.exitCode = 1;
});
