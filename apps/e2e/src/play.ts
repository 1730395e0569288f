import type Hls from 'hls.js';
import type { Page } from 'playwright-core';

export interface Played {
  /** Why it does not play, or null. */
  error: string | null;
  seconds: number;
  duration: number;
  width: number;
  height: number;
}

const PATIENCE_MS = 15_000;

/** Plays an address in a page that has hls.js, until the clock has moved. */
export function play(page: Page, url: string): Promise<Played> {
  return page.evaluate(playHere, { url, patience: PATIENCE_MS });
}

/** In the page; nothing of this file is there. */
async function playHere({ url, patience }: { url: string; patience: number }): Promise<Played> {
  const video = document.createElement('video');
  video.muted = true;
  document.body.append(video);
  const Player = (window as unknown as { Hls: typeof Hls }).Hls;
  const hls = url.endsWith('.m3u8') ? new Player() : null;
  const problem = new Promise<string>((resolve) => {
    video.addEventListener('error', () => resolve(video.error?.message ?? 'error'));
    hls?.on(Player.Events.ERROR, (_event, data) => data.fatal && resolve(`${data.type} ${data.details}`));
    setTimeout(() => resolve(`stands at ${video.currentTime}, ready state ${video.readyState}`), patience);
  });
  const moved = new Promise<null>((resolve) => {
    video.addEventListener('timeupdate', () => {
      if (video.currentTime > Math.min(0.3, video.duration / 2)) resolve(null);
    });
    video.addEventListener('ended', () => resolve(null));
  });
  if (hls) {
    hls.loadSource(url);
    hls.attachMedia(video);
  } else video.src = url;
  const refused = video.play().then(
    () => new Promise<never>(() => undefined),
    (error: unknown) => String(error),
  );
  const error = await Promise.race([moved, problem, refused]);
  const { currentTime: seconds, duration, videoWidth: width, videoHeight: height } = video;
  hls?.destroy();
  video.remove();
  return { error, seconds, duration, width, height };
}

/** The size of a picture as the page shows it. */
export function picture(page: Page, url: string): Promise<{ width: number; height: number }> {
  return page.evaluate(async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    return { width: image.naturalWidth, height: image.naturalHeight };
  }, url);
}
