import type { Page } from 'playwright-core';

/** What a page felt like so far: milliseconds to its largest piece, the worst answer to an act, and how far it shifted. */
export interface Vitals {
  lcp: number;
  inp: number;
  cls: number;
  /** What was largest, slowest and shifted: for whoever has to mend it. */
  because: string[];
}

/** A phone in the middle of the range on Lighthouse's slow 4G. */
export async function throttle(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: (1.6 * 1024 * 1024) / 8,
    uploadThroughput: (750 * 1024) / 8,
  });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

/** Before the page is opened. */
export const watchVitals = (page: Page): Promise<void> => page.addInitScript(watch).then(() => undefined);

export const vitalsOf = (page: Page): Promise<Vitals> => page.evaluate('vitals');

/** Runs in the page before anything else, as the web-vitals library reckons: fewer than 50 acts, so the worst one counts. */
function watch(): void {
  const vitals: Vitals = { lcp: 0, inp: 0, cls: 0, because: [] };
  Object.assign(window, { vitals });
  const observe = <T>(type: string, each: (entry: T & PerformanceEntry) => void, options = {}): void =>
    new PerformanceObserver((list) =>
      list.getEntries().forEach((entry) => each(entry as T & PerformanceEntry)),
    ).observe({
      type,
      buffered: true,
      ...options,
    } as PerformanceObserverInit);
  const nameOf = (node?: Node | null): string =>
    node instanceof Element ? `${node.localName}.${node.getAttribute('class') ?? ''}` : String(node?.nodeName);

  observe<{ element?: Element }>('largest-contentful-paint', ({ startTime, element }) => {
    vitals.lcp = startTime;
    vitals.because.push(`largest at ${Math.round(startTime)} ms: ${nameOf(element)}`);
  });
  observe<{ interactionId: number; target: Node | null; processingStart: number; processingEnd: number }>(
    'event',
    ({ interactionId, duration, name, target, startTime, processingStart, processingEnd }) => {
      if (!interactionId) return;
      vitals.inp = Math.max(vitals.inp, duration);
      const parts = [processingStart - startTime, processingEnd - processingStart].map(Math.round).join('+');
      if (duration > 60) vitals.because.push(`${duration} ms (${parts}) for ${name} on ${nameOf(target)}`);
    },
    { durationThreshold: 16 },
  );
  // Shifts less than a second apart, within five seconds, are felt as one.
  let [sum, first, last] = [0, 0, 0];
  observe<{ value: number; hadRecentInput: boolean; sources: { node: Node | null }[] }>(
    'layout-shift',
    ({ value, hadRecentInput, sources, startTime }) => {
      if (hadRecentInput) return;
      if (startTime - last > 1000 || startTime - first > 5000) [sum, first] = [0, startTime];
      last = startTime;
      sum += value;
      vitals.cls = Math.max(vitals.cls, sum);
      const nodes = sources.map(({ node }) => nameOf(node)).join(', ');
      vitals.because.push(`shifted ${value.toFixed(4)} at ${Math.round(startTime)} ms: ${nodes}`);
    },
  );
}
