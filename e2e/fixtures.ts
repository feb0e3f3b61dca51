// The test function of every browser test. Besides what the test itself says, it fails when the page
//  - asks any other origin than its own for anything,
//  - breaks the Content Security Policy, Trusted Types included,
//  - throws an error that nothing catches, or writes one to the console.

import {
  test as base,
  expect,
  type BrowserContext,
  type ConsoleMessage,
  type Page,
} from '@playwright/test';
import axeCore from 'axe-core';

export { expect };

declare global {
  interface Window {
    /** There from the first call of `axe` on. */
    readonly axe: typeof axeCore;
  }
}

interface Options {
  /**
   * Console errors that a test brings about on purpose. Chromium writes one for every answer of 400
   * and above: `test.use({ expectedConsole: [/409/] })`. One pattern: Playwright takes a pair for a value
   * with options. A policy violation is never expected.
   */
  expectedConsole: RegExp[];
}

interface Automatic {
  watched: void;
}

const reportPrefix = '[posture-lab policy violation]';
const policyWords =
  /content security policy|content-security-policy|trusted ?types?|trustedscript/i;

/** Runs in the page before anything of the page does. */
function reportViolations(prefix: string): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    // To the console, which reaches the test even when the page is about to go away.
    // oxlint-disable-next-line no-console
    console.error(
      `${prefix} ${event.effectiveDirective}: ${event.blockedURI || 'inline'} ` +
        `at ${event.sourceFile}:${event.lineNumber} ${event.sample}`,
    );
  });
}

function consoleProblem(message: ConsoleMessage, expected: readonly RegExp[]): string | undefined {
  const text = message.text();
  const { url, lineNumber } = message.location();
  const told = `${text} (${url}:${lineNumber})`;
  if (text.startsWith(reportPrefix) || policyWords.test(text)) return `Policy: ${told}`;
  if (message.type() !== 'error') return undefined;
  return expected.some((pattern) => pattern.test(text)) ? undefined : `Console: ${told}`;
}

/** Gathers what goes wrong in any page of the context, service worker and popups included. */
async function watch(
  context: BrowserContext,
  origin: string,
  expected: readonly RegExp[],
): Promise<string[]> {
  const problems: string[] = [];
  await context.addInitScript(reportViolations, reportPrefix);
  context.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    // A data: or blob: address asks nobody.
    if (protocol === 'data:' || protocol === 'blob:') return;
    if (asked !== origin) problems.push(`Request to another origin: ${request.url()}`);
  });
  context.on('console', (message) => {
    const problem = consoleProblem(message, expected);
    if (problem !== undefined) problems.push(problem);
  });
  context.on('weberror', (error) => {
    const thrown = error.error();
    problems.push(`Uncaught: ${thrown.stack ?? thrown.message}`);
  });
  return problems;
}

/**
 * Waits until the page shows what it is about, asked at every frame: Playwright asks again after up to half
 * a second, which for a hundred tests is a minute. Says nothing about right or wrong: a page that goes on
 * loading is left to what the test expects of it.
 */
async function waitForContent(page: Page): Promise<void> {
  await page
    .waitForFunction(
      () =>
        document.querySelector('main h1') !== null &&
        document.querySelector(
          'main [role=status][aria-label=Loading], body > #root > [aria-busy]',
        ) === null,
      undefined,
      { timeout: 2000 },
    )
    .catch(() => undefined);
}

export const test = base.extend<Options & Automatic>({
  page: async ({ page }, provide) => {
    const goto = page.goto.bind(page);
    const reload = page.reload.bind(page);
    page.goto = async (...asked) => {
      const answer = await goto(...asked);
      await waitForContent(page);
      return answer;
    };
    page.reload = async (...asked) => {
      const answer = await reload(...asked);
      await waitForContent(page);
      return answer;
    };
    await provide(page);
  },
  expectedConsole: [[], { option: true }],
  watched: [
    async ({ context, baseURL, expectedConsole }, use) => {
      if (baseURL === undefined) throw new Error('The configuration names no baseURL.');
      const problems = await watch(context, new URL(baseURL).origin, expectedConsole);
      await use();
      expect(problems, 'what went wrong in the page besides what the test looks at').toEqual([]);
    },
    { auto: true },
  ],
});

/**
 * The serious and critical accessibility violations of the page as it is now, one readable line a
 * violation and element: `expect(await axe(page)).toEqual([])`. axe itself, without its wrapper for
 * Playwright: that one is made for pages with frames, which our policy rules out, and took ten times
 * as long.
 */
export async function axe(
  page: Page,
  what: 'everything' | 'colours' = 'everything',
): Promise<string[]> {
  // Once a document is enough, and the text is half a megabyte.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeCore.source);
  return page.evaluate(async (isWhole) => {
    const { violations } = await window.axe.run(document, {
      resultTypes: ['violations'],
      ...(isWhole ? {} : { runOnly: ['color-contrast'] }),
    });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, impact, help, nodes }) =>
        nodes.map(
          ({ target, failureSummary }) =>
            `${impact} ${id}: ${help} at ${target.join(' ')} (${(failureSummary ?? '').replaceAll(/\s+/g, ' ')})`,
        ),
      );
  }, what === 'everything');
}
