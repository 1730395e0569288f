import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until the answer fits. For what no locator can wait for: figures, answers of the API. */
export async function until<T>(
  what: string,
  ask: () => Promise<T>,
  fits: (value: T) => boolean,
  seconds = 20,
): Promise<T> {
  for (const end = Date.now() + seconds * 1000; ;) {
    const value = await ask();
    if (fits(value)) return value;
    if (Date.now() > end) throw new Error(`${what}: still ${JSON.stringify(value)} after ${seconds} s`);
    await sleep(100);
  }
}
