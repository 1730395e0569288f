import type { Playback } from '../player.js';
import type { Mode, Screen } from '../wire.js';

/** What decides how loud the background is. */
export interface Surround {
  screen: Screen;
  mode: Mode;
  /** The visitor wants it. */
  on: boolean;
  /** The page may be heard at all: somebody has tapped, and has not muted it. */
  audible: boolean;
  /** The tab or the screen is not looked at. */
  hidden: boolean;
  /** The widget is closed, or another device has the visit. */
  away: boolean;
  /** Of what the host says. */
  playback: Playback;
  /** The visitor speaks. */
  listening: boolean;
  /** The screen's own sound fills the wait. */
  filled: boolean;
}

/** −15 dB: a voice is understood over it, and it is still there. */
export const DUCKED = 10 ** (-15 / 20);

export interface Loudness {
  /** 0 to 1, as a media element has it. */
  volume: number;
  ducked: boolean;
}

/** Null where it stands still. */
export function loudness(around: Surround): Loudness | null {
  const { screen, mode, on, audible, hidden, away, playback, listening, filled } = around;
  const sound = screen.background;
  if (!sound || !on || !audible || away || filled || mode === 'text') return null;
  // Who listens may turn the screen off; a film that nobody sees needs no music.
  if (hidden && mode !== 'audio') return null;
  // A person is there: they are to be heard alone.
  if ('served' in screen && screen.served) return null;
  // The visitor has stopped the host: everything stands.
  if (playback === 'paused' && !listening) return null;
  const ducked = listening || playback === 'playing' || playback === 'loading';
  return { volume: (sound.volume / 100) * (ducked ? DUCKED : 1), ducked };
}
