import type { Locator, Page } from 'playwright-core';
import { people, stack } from './stack.js';

/** Signs in as a person does, and waits for their first page. */
export async function signIn(page: Page, email: string = people.admin): Promise<void> {
  await page.goto(`${stack.console}/ivr-dashboard`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(stack.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Your account' }).first().waitFor();
}

/** To one of the console's places by its own navigation. */
export async function goTo(
  page: Page,
  place: 'Flows' | 'Library' | 'Sessions' | 'Analytics' | 'Settings',
): Promise<void> {
  await page.getByRole('navigation', { name: 'Console' }).getByRole('link', { name: place }).click();
  await heading(page, place === 'Settings' ? 'Widgets' : place).waitFor();
}

export function heading(page: Page, name: string): Locator {
  return page.getByRole('heading', { level: 1, name });
}

/** The text of a figure of the overview, as a number. */
export async function figure(page: Page, name: 'active' | 'startedToday' | 'callbacksOpen'): Promise<number> {
  const text = await page.locator(`[data-figure="${name}"]`).textContent();
  return Number((text ?? '').replaceAll(/\D/g, ''));
}
