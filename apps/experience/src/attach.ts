import { carries } from './carries.js';
import { nextTask } from './next-task.js';

export type Detach = () => void;

/**
 * Gives a media element an address to play. hls.js is fetched only for a playlist this browser needs it for; `file` is what
 * it plays when it knows neither playlists nor how to be fed.
 */
export async function attach(
  media: HTMLMediaElement,
  url: string,
  file: string | null,
  onFatal: () => void,
  /** The line is measured, where hls.js plays: it will break before the end. */
  onOverrun: () => void = () => undefined,
): Promise<Detach> {
  if (!isPlaylist(url) || !needsHlsJs(media)) {
    const failed = () => onFatal();
    media.addEventListener('error', failed);
    media.src = isPlaylist(url) && !playsPlaylists(media) ? (file ?? url) : url;
    return () => {
      media.removeEventListener('error', failed);
      media.removeAttribute('src');
    };
  }
  const { Hls, workerPath } = await import('./hls.js');
  await nextTask();
  const hls = new Hls({ workerPath, maxBufferLength: 20, backBufferLength: 30, capLevelToPlayerSize: true });
  let recoveries = 0;
  hls.on(Hls.Events.ERROR, (_event, { fatal, type }) => {
    if (!fatal) return;
    recoveries += 1;
    if (type === Hls.ErrorTypes.NETWORK_ERROR && !navigator.onLine) {
      addEventListener('online', () => hls.startLoad(), { once: true });
    } else if (type === Hls.ErrorTypes.MEDIA_ERROR && recoveries < 3) {
      hls.recoverMediaError();
    } else {
      hls.destroy();
      onFatal();
    }
  });
  hls.on(Hls.Events.FRAG_BUFFERED, () => {
    const { buffered, currentTime, duration } = media;
    const end = buffered.length > 0 ? buffered.end(buffered.length - 1) : currentTime;
    const bitrate = Math.min(...hls.levels.map((level) => level.averageBitrate || level.bitrate));
    const line = { estimate: hls.bandwidthEstimate, bitrate, ahead: end - currentTime, left: duration - end };
    if (!carries(line)) onOverrun();
  });
  await nextTask();
  hls.loadSource(url);
  hls.attachMedia(media);
  return () => hls.destroy();
}

export function isPlaylist(url: string): boolean {
  return new URL(url, 'http://host.invalid').pathname.endsWith('.m3u8');
}

/**
 * Apple's own player is the reference for HLS and costs nothing. Elsewhere Media Source decides, even where the browser says
 * it "maybe" plays playlists itself: Chromium's answer to that is newer than its player is good.
 */
function needsHlsJs(media: HTMLMediaElement): boolean {
  if (playsPlaylists(media) && navigator.vendor.startsWith('Apple')) return false;
  return 'MediaSource' in window || 'ManagedMediaSource' in window;
}

const playsPlaylists = (media: HTMLMediaElement): boolean => media.canPlayType('application/vnd.apple.mpegurl') !== '';
