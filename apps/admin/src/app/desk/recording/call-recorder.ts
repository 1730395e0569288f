import type { CallSession } from '@calldocker/call';
import { CallMix } from './call-mix';
import type { PieceQueue } from './piece-queue';

/** A piece this long: a page that dies loses no more. */
const PIECE_MS = 3_000;
const RATES = { videoBitsPerSecond: 600_000, audioBitsPerSecond: 64_000 };
/** The first that the browser can write. */
const TYPES = {
  video: ['video/webm;codecs=vp8,opus', 'video/webm', 'video/mp4'],
  audio: ['audio/webm;codecs=opus', 'audio/webm', 'audio/mp4'],
};

export type RecordedKind = keyof typeof TYPES;

const typeFor = (kind: RecordedKind): string | undefined =>
  TYPES[kind].find((type) => MediaRecorder.isTypeSupported(type));

export const canRecord = (): boolean =>
  typeof MediaRecorder === 'function' && typeof AudioContext === 'function' && typeFor('audio') !== undefined;

/** Writes what both sides of a call hear and see, piece by piece. */
export class CallRecorder {
  private readonly mix: CallMix;
  private readonly recorder: MediaRecorder;

  constructor(session: CallSession, kind: RecordedKind, pieces: PieceQueue) {
    this.mix = new CallMix(session, kind === 'video');
    const mimeType = typeFor(kind);
    this.recorder = new MediaRecorder(this.mix.stream, { ...RATES, ...(mimeType && { mimeType }) });
    this.recorder.ondataavailable = ({ data }) => pieces.put(data);
    this.recorder.onstop = () => {
      this.mix.close();
      pieces.finish();
    };
    this.recorder.start(PIECE_MS);
  }

  follow(): void {
    this.mix.follow();
  }

  stop(): void {
    if (this.recorder.state !== 'inactive') this.recorder.stop();
  }
}
