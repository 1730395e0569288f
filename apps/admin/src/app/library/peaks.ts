/** What the pipeline writes to peaks.json: how loud a sound is over its length, 0 to 1. */
export interface Peaks {
  secondsPerPeak: number;
  peaks: number[];
}

const files = new Map<string, Promise<Peaks>>();

/** Read once a page: media addresses are immutable. */
export function loadPeaks(url: string): Promise<Peaks> {
  const known = files.get(url) ?? fetchPeaks(url);
  files.set(url, known);
  // An address that failed may work later: it is asked again.
  known.catch(() => files.delete(url));
  return known;
}

async function fetchPeaks(url: string): Promise<Peaks> {
  const response = await fetch(url);
  if (!response.ok) throw new TypeError(`Peaks answered ${response.status}`);
  return (await response.json()) as Peaks;
}

/** As many bars as there is room for, each as high as the loudest moment it stands for. */
export function bars(peaks: readonly number[], count: number): number[] {
  if (peaks.length === 0) return [];
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((index + 1) * peaks.length) / count));
    return Math.max(...peaks.slice(from, to));
  });
}

/** Upright strokes in a box of `width` by `height`, as the path of an SVG. */
export function barsPath(values: readonly number[], width: number, height: number): string {
  const step = width / values.length;
  return values
    .map((value, index) => {
      // A silent moment is a dot, so that the line does not break.
      const long = Math.max(1, Math.min(1, value) * (height - 4));
      return `M${(index * step + step / 2).toFixed(1)} ${((height - long) / 2).toFixed(1)}v${long.toFixed(1)}`;
    })
    .join('');
}
