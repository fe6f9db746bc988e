import type { Page } from 'playwright-core';

/** More than any screen has. */
const mostStops = 60;

/**
 * Presses Tab until the control of this name has the focus.
 * @throws Error when it is not reached: it cannot be used without a mouse.
 */
export async function tabTo(page: Page, name: string): Promise<void> {
  const wanted = page
    .getByRole('button', { name, exact: true })
    .or(page.getByLabel(name, { exact: true }))
    .or(page.getByRole('link', { name, exact: true }))
    .first();
  await wanted.waitFor();
  for (let stop = 0; stop < mostStops; stop += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${name} cannot be reached by Tab`);
}

/** Goes to a field by Tab and puts a text in place of what it holds. */
export async function typeInto(page: Page, label: string, value: string): Promise<void> {
  const field = page.getByRole('textbox', { name: label }).or(page.getByLabel(label)).first();
  await field.waitFor();
  for (let stop = 0; stop < mostStops; stop += 1) {
    if (await field.evaluate((element) => element === document.activeElement)) {
      await page.keyboard.press('Control+a');
      await page.keyboard.type(value);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`${label} cannot be reached by Tab`);
}
