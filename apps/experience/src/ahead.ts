import type { MediaSource, Mode } from './wire.js';

type Connection = { saveData?: boolean; effectiveType?: string };

/**
 * Fetches the beginnings of what may be shown next into the browser's cache, so that a branch starts at once. One after the
 * other, behind everything else, and not where data is dear.
 */
export class Ahead {
  private readonly fetched = new Set<string>();
  private working = Promise.resolve();
  private stopping = new AbortController();

  /** `shown` plays already. What was wanted before and has not been fetched is forgotten. */
  want(media: Record<string, MediaSource>, shown: MediaSource | undefined, mode: Mode): void {
    this.stop();
    // Who reads needs none of it.
    if (mode === 'text' || isDear()) return;
    const { signal } = this.stopping;
    for (const source of Object.values(media)) {
      const url = (mode === 'audio' && source.audioUrl) || source.hlsUrl;
      if (source.hlsUrl === shown?.hlsUrl || this.fetched.has(url)) continue;
      this.working = this.working.then(() => this.fetch(url, signal));
    }
  }

  stop(): void {
    this.stopping.abort();
    this.stopping = new AbortController();
  }

  private async fetch(url: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    try {
      await fetchStart(url, signal);
      this.fetched.add(url);
    } catch {
      // Offline, no longer wanted or not to be had: then it is fetched when it is shown, and that tells.
    }
  }
}

/** A playlist's first segment by way of the variant that a player begins with; of anything else, the whole. */
async function fetchStart(url: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, { signal, priority: 'low' });
  if (!response.ok) throw new Error(`status ${response.status}`);
  const body = await response.text();
  if (!body.startsWith('#EXTM3U')) return;
  const first = body.split(/\r?\n/).find((line) => line !== '' && !line.startsWith('#'));
  if (first) await fetchStart(new URL(first, url).href, signal);
}

/** The device saves data, or the line is a very slow one. */
export function isDear(): boolean {
  const { saveData, effectiveType = '' } = (navigator as { connection?: Connection }).connection ?? {};
  return saveData === true || effectiveType.includes('2g');
}
