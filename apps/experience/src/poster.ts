import type { MediaSource } from './wire.js';

const PATIENCE_MS = 2_000;

/** What one looks at first has the line to itself for a moment: what comes behind it waits for this. */
export function posterFetched(source: MediaSource | undefined): Promise<void> {
  return new Promise((done) => {
    if (!source?.posterUrl) return done();
    const picture = new Image();
    picture.onload = picture.onerror = () => done();
    setTimeout(done, PATIENCE_MS);
    picture.src = source.posterUrl;
  });
}
