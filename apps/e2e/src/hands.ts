import type { Page } from 'playwright-core';
import { until } from './wait.js';

/** Keyboard-only travel. What has the focus is looked for through shadow roots and frames, as a person would see it. */

export async function each<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  for (const item of items) await work(item);
}

/** The accessible name, roughly, of what has the focus in the innermost frame. */
export async function focused(page: Page): Promise<string> {
  for (const frame of [...page.frames()].reverse()) {
    const name = await frame.evaluate(nameOfFocus);
    if (name !== null) return name;
  }
  return '';
}

/** Presses Tab until something of this name has the focus. */
export async function tabTo(page: Page, name: string, most = 40): Promise<void> {
  const passed: string[] = [];
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (now.startsWith(name)) return;
    passed.push(now);
  }
  throw new Error(`${most} times Tab did not lead to “${name}”, but by ${passed.join(', ')}`);
}

export async function waitForFocus(page: Page, start: string): Promise<void> {
  await until(
    `focus on “${start}”`,
    () => focused(page),
    (name) => name.startsWith(start),
    10,
  );
}

/** Runs in the page. Null: nothing here has the focus, or it is in a frame within. */
function nameOfFocus(): string | null {
  if (!document.hasFocus()) return null;
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  if (!active || active === document.body || active.tagName === 'IFRAME') return null;
  return (active.getAttribute('aria-label') ?? active.getAttribute('title') ?? active.textContent ?? '').trim();
}
