import { axe, expect, test } from './fixtures.ts';

test('the shell opens with a heading in its main landmark, and nothing to hold against it', async ({
  page,
}) => {
  await page.goto('/');
  await expect(page).toHaveTitle(/Posture Lab/);
  await expect(page.getByRole('main')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await axe(page)).toEqual([]);
});
