import type { ApiProblem } from '../../api/problem';

/** `waiting`: goes on by itself. `interrupted`: by a reload, and needs its file again. */
export type UploadState = 'queued' | 'sending' | 'paused' | 'waiting' | 'interrupted' | 'failed';

/** A file on its way from this browser. */
export interface Upload {
  key: number;
  name: string;
  bytes: number;
  sent: number;
  state: UploadState;
  /** The piece it becomes, known once the server has made its row; or the piece it replaces. */
  contentId: string | null;
  replaces: string | null;
  perSecond: number | null;
  secondsLeft: number | null;
  waitsFor: 'network' | 'server' | null;
  /** Interrupted, and its file can be had by one click. */
  atHand: boolean;
  problem: ApiProblem | null;
}

export interface Wishes {
  replaces?: string | null;
  /** The language spoken in it. */
  language?: string | null;
  /** With which the file is read again after a reload; a recording is kept whole. */
  handle?: FileSystemFileHandle | null;
  recorded?: boolean;
}

/** Nothing moves, and nothing is waited for. */
export const STILL = { perSecond: null, secondsLeft: null, waitsFor: null } as const;

export function uploadRow(key: number, name: string, bytes: number, replaces: string | null): Upload {
  const rest = { ...STILL, sent: 0, state: 'queued', atHand: false, problem: null } as const;
  return { ...rest, key, name, bytes, contentId: replaces, replaces };
}
