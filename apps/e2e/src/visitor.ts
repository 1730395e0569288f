import type { FrameLocator, Locator, Page } from 'playwright-core';
import type { SavedVisit } from './api.js';
import { stack } from './stack.js';

/** The demo page, with the demo's widget or another. */
export async function openDemo(page: Page, widgetKey?: string): Promise<void> {
  await page.goto(`${stack.visitors}/demo${widgetKey ? `?widget=${widgetKey}` : ''}`);
}

/** The widget's button on a host page, and the visitor's page behind it. */
export function launcher(page: Page): Locator {
  return page.locator('calldocker-ivr').getByRole('button', { name: 'Talk to the workshop' });
}

export function frameOf(page: Page): FrameLocator {
  return page.locator('calldocker-ivr').frameLocator('iframe');
}

/** What is said to the visitor on a panel. */
export function question(frame: FrameLocator | Page, name: string): Locator {
  return frame.getByRole('heading', { level: 1, name });
}

/** Seconds of the host's video that have played. */
export function playedSeconds(frame: FrameLocator | Page): Promise<number> {
  return frame.locator('video').evaluate((video) => (video as HTMLVideoElement).currentTime);
}

/** The visitor's page by its own address, as a link leads to it. */
export async function openPage(page: Page, widgetKey: string): Promise<void> {
  await page.goto(`${stack.visitors}/ivr-experience/${widgetKey}`);
}

/** The visit that this browser keeps for a widget. */
export async function savedVisit(page: Page, widgetKey: string): Promise<SavedVisit> {
  const kept = await page.evaluate((key) => sessionStorage.getItem(`calldocker.visit.${key}`), widgetKey);
  return JSON.parse(kept ?? 'null') as SavedVisit;
}
