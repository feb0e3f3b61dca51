import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { chooseUndo, openPage, openProduct } from './lab.ts';

async function openCommandLine(page: Page): Promise<void> {
  await page.goto('/fortigate/FGT-HQ/cli');
  await expect(page.getByRole('textbox', { name: 'FGT-HQ #' })).toBeFocused();
}

/** Types a line behind the prompt that stands there by then. */
async function type(page: Page, prompt: string, line: string): Promise<void> {
  const input = page.getByRole('textbox', { name: prompt, exact: true });
  await input.fill(line);
  await input.press('Enter');
}

function output(page: Page) {
  return page.getByRole('log', { name: 'Output' });
}

test('a policy changed on the command line shows in Firewall Policy, and the other way round', async ({
  page,
}) => {
  await page.goto('/');
  await openProduct(page, 'FortiGate');
  await openPage(page, 'Command line');
  await type(page, 'FGT-HQ #', 'config firewall policy');
  await type(page, 'FGT-HQ (policy) #', 'edit 17');
  await type(page, 'FGT-HQ (17) #', 'set name typed-here');
  await type(page, 'FGT-HQ (17) #', 'end');
  await expect(page.getByRole('textbox', { name: 'FGT-HQ #' })).toBeVisible();

  await openPage(page, 'Firewall Policy');
  const policies = page.getByRole('table', { name: 'Firewall Policy' });
  await policies.getByText('typed-here').click();
  const form = page.getByRole('dialog', { name: 'Edit policy 17' });
  await form.getByRole('textbox', { name: 'Name' }).fill('written-there');
  await form.getByRole('button', { name: 'OK' }).click();
  await expect(policies.getByText('written-there')).toBeVisible();

  // What was shown before is still there, and so is the history.
  await openPage(page, 'Command line');
  await expect(output(page)).toContainText('FGT-HQ (17) # set name typed-here');
  await type(page, 'FGT-HQ #', 'show firewall policy 17 | grep name');
  await expect(output(page)).toContainText('set name "written-there"');

  const undo = (what: string) => chooseUndo(page, new RegExp(`^Undo: ${what}`));
  await undo('edit policy 17');
  await expect(page.getByText('Undone: edit policy 17.')).toBeVisible();
  await type(page, 'FGT-HQ #', 'show firewall policy 17 | grep "set name"');
  await expect(output(page)).toContainText('set name "typed-here"');
  await undo('edit policy 17');
  await openPage(page, 'Firewall Policy');
  await expect(policies.getByText('ZTNA-webserver-allow')).toBeVisible();
});

test('by keyboard: completion, help, history, and a way out', async ({ page }) => {
  await openCommandLine(page);
  const input = page.getByRole('textbox', { name: 'FGT-HQ #' });
  await page.keyboard.type('sh');
  await page.keyboard.press('Tab');
  await expect(input).toHaveValue('show ');
  await page.keyboard.type('fire a');
  await page.keyboard.press('Tab');
  await expect(output(page)).toContainText('access-proxy-virtual-host');
  await page.keyboard.type('ddress H');
  await page.keyboard.press('Tab');
  await expect(input).toHaveValue('show fire address HQ-');
  await page.keyboard.type('L');
  await page.keyboard.press('Tab');
  await page.keyboard.type('?');
  await expect(input).toHaveValue('show fire address HQ-LAN ');
  await expect(output(page)).toContainText(/<Enter> +Run the line\./);
  await page.keyboard.press('Enter');
  await expect(output(page)).toContainText('set subnet 10.0.1.0 255.255.255.0');

  await page.keyboard.type('get system status');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(input).toHaveValue('show fire address HQ-LAN ');
  await page.keyboard.press('ArrowDown');
  await expect(input).toHaveValue('get system status');
  await page.keyboard.press('Control+c');
  await expect(input).toHaveValue('');
  await expect(output(page)).toContainText('get system status^C');

  await page.keyboard.press('Tab');
  await expect(input).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(input).not.toBeFocused();
  await input.focus();
  await page.keyboard.press('Shift+Tab');
  await expect(output(page)).toBeFocused();

  await input.focus();
  await page.keyboard.press('Control+l');
  await expect(page.getByText('Type a command, or try one')).toBeVisible();
});

test('a quotation mark left open goes on, and Ctrl+C drops it', async ({ page }) => {
  await openCommandLine(page);
  await type(page, 'FGT-HQ #', 'show firewall policy "17');
  await page.getByRole('textbox', { name: '>', exact: true }).press('Control+c');
  await expect(page.getByRole('textbox', { name: 'FGT-HQ #' })).toBeVisible();
});

test('many lines pasted at once run in order, can be cancelled, and are copied whole', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openCommandLine(page);
  const paste = async (text: string): Promise<void> => {
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await page.getByRole('textbox', { name: /^FGT-HQ/ }).press('ControlOrMeta+v');
  };
  await paste(
    'config firewall address\nedit pasted\nset subnet 10.7.0.0/16\nend\nshow firewall addr',
  );
  const input = page.getByRole('textbox', { name: 'FGT-HQ #', exact: true });
  await expect(input).toHaveValue('show firewall addr');
  await input.fill('show firewall address pasted');
  await input.press('Enter');
  await expect(output(page)).toContainText('set subnet 10.7.0.0 255.255.0.0');

  await paste('show firewall address pasted\n'.repeat(3000));
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(output(page)).toContainText(/Cancelled after \d+ of 3000 lines: by hand\./);
  await expect(page.getByRole('progressbar')).toHaveCount(0);

  await page.getByRole('button', { name: 'Copy output' }).click();
  await expect(page.getByText('Output copied.')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split('\n').slice(0, 3)).toEqual([
    'FGT-HQ # config firewall address',
    'FGT-HQ (address) # edit pasted',
    "new entry 'pasted' added",
  ]);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(output(page)).not.toContainText('pasted');
});

test('an example runs at a press, and the errors are FortiOS’s', async ({ page }) => {
  await openCommandLine(page);
  await page.getByRole('button', { name: 'get system status' }).click();
  await expect(output(page)).toContainText('Hostname: FGT-HQ');
  await type(page, 'FGT-HQ #', 'shwo');
  await expect(output(page)).toContainText("command parse error before 'shwo'");
  await expect(output(page)).toContainText('Command fail. Return code -61');
  await type(page, 'FGT-HQ #', 'exit');
  await expect(output(page)).toContainText(
    'The session has ended. The next line starts a new session.',
  );
});

test.describe('where the lab fails', () => {
  test.use({ expectedConsole: [/503/] });
  test('the line is not carried out, and that is said', async ({ page }) => {
    await openCommandLine(page);
    await type(page, 'FGT-HQ #', 'show lab-error-503');
    await expect(output(page)).toContainText('Not run: The lab answered 503');
  });
});
