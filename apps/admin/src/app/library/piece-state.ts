import type { Content } from '../api/types';
import { percent } from '../ui/format';
import type { Upload } from './uploads/upload';

/** How a piece stands, in one word: what a card, a row and the panel show alike. */
export type PieceStage =
  'ready' | 'failed' | 'uploading' | 'waiting' | 'preparing' | 'replacing' | 'replacement-failed';

export interface PieceState {
  stage: PieceStage;
  /** `Replacing… 40 %`. */
  words: string;
  /** Of what is being done; null where nothing is, or nobody knows how far. */
  share: number | null;
}

/** `upload`: this tab's own, which knows more than the row does. */
export function pieceState(content: Content, upload: Upload | null = null): PieceState {
  const { status, progress } = content;
  const kept = content.revision !== null;
  if (upload && upload.state !== 'failed') return kept ? replacing(upload.sent / upload.bytes) : uploading(upload);
  if (status === 'ready') return { stage: 'ready', words: 'Ready', share: null };
  if (status === 'failed')
    return kept
      ? { stage: 'replacement-failed', words: 'Replacing failed', share: null }
      : { stage: 'failed', words: 'Failed', share: null };
  // Of another browser's upload only its own page knows how far it is.
  if (kept) return replacing(status === 'transcoding' ? progress : null);
  if (status === 'uploading') return { stage: 'uploading', words: 'Uploading', share: null };
  // What it waits for is the server's to say, where it is not just its turn.
  if (status === 'uploaded')
    return { stage: 'waiting', words: content.reason ? reasonOf(content).head : 'Waiting to be prepared', share: null };
  return { stage: 'preparing', words: `Preparing ${percent(progress)} %`, share: progress };
}

function replacing(share: number | null): PieceState {
  return { stage: 'replacing', words: share === null ? 'Replacing…' : `Replacing… ${percent(share)} %`, share };
}

function uploading({ sent, bytes }: Upload): PieceState {
  const share = bytes ? sent / bytes : 0;
  return { stage: 'uploading', words: `Uploading ${percent(share)} %`, share };
}

/** A refusal in two parts: its first sentence is the headline, the rest explains. */
export function reasonOf({ reason }: Pick<Content, 'reason'>): { head: string; rest: string } {
  const message = reason?.message ?? 'It could not be prepared. Upload the file again.';
  const end = message.indexOf('. ');
  return end < 0 ? { head: message, rest: '' } : { head: message.slice(0, end), rest: message.slice(end + 2) };
}
