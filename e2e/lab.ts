// What several browser tests do first: open the lab in a known world.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { z } from 'zod';

/** The two published log lines. */
export const seed = z
  .object({
    example1: z.object({ line: z.string() }),
    example2: z.object({ line: z.string(), header: z.string() }),
  })
  .parse(
    JSON.parse(
      readFileSync(join(import.meta.dirname, '..', 'test', 'cases', 'seed-logs.json'), 'utf8'),
    ),
  );

/** Lab > Scenarios > Load, from a fresh browser. */
export async function loadScenario(page: Page, name: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: `Load ${name}` }).click();
  await expect(page.getByRole('button', { name: `World: ${name}` })).toBeVisible();
}

/** A product of the bar at the top. */
export async function openProduct(page: Page, name: 'EMS' | 'FortiGate' | 'Lab'): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Product' })
    .getByRole('link', { name, exact: true })
    .click();
}

/** An entry of the side menu. */
export async function openPage(page: Page, name: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Menu' })
    .getByRole('link', { name, exact: true })
    .click();
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
}

/** A change of the header's *Undo*, by what the menu calls it. */
export async function chooseUndo(page: Page, item: RegExp): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** One of a field that is searched. */
export async function choose(
  page: Page,
  form: Locator,
  field: string,
  option: string,
): Promise<void> {
  await form.getByRole('combobox', { name: field, exact: true }).fill(option);
  await page.getByRole('option', { name: option, exact: true }).click();
}
