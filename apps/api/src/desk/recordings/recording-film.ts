import { Injectable } from '@nestjs/common';
import { ChildError } from '../../media/child.js';
import { fault } from '../../media/fault.js';
import { BARE, inputArgs, progressSeconds, QUIET } from '../../media/ffmpeg.js';
import { look, MEDIA_LIMITS } from '../../media/look.js';
import { runSandboxed } from '../../media/sandbox.js';
import { Config } from '../../platform/config.js';

export interface Film {
  kind: 'audio' | 'video';
  seconds: number;
}

const FRAMES_A_SECOND = 15;
const LONGEST_MS = 6 * 3600_000;
/** Of what came, and of what is made of it. */
const FILE_BYTES = 5 * 1024 ** 3;
const LIMITS = { ...MEDIA_LIMITS, fileBytes: FILE_BYTES, durationSeconds: 24 * 3600 };

/** Makes of what a browser recorded one MP4 that every browser plays and may seek in, at one rate of frames. */
@Injectable()
export class RecordingFilm {
  constructor(private readonly config: Config) {}

  /** Throws a `MediaFault` for what cannot be played. */
  async make(source: string, folder: string, out: string, signal: AbortSignal): Promise<Film> {
    const media = await look(source, this.config.ffprobePath, LIMITS);
    if (media.kind === 'image') throw unreadable();
    const picture = media.kind === 'video';
    let seconds = 0;
    try {
      await runSandboxed(
        this.config.ffmpegPath,
        [
          ...[...QUIET, '-v', 'error', '-progress', 'pipe:1', '-threads', '2', ...inputArgs(media.source), ...BARE],
          ...(picture ? ['-map', `0:${media.video?.index ?? 0}`, ...VIDEO] : ['-vn']),
          ...(media.audio ? ['-map', `0:${media.audio.index}`, ...AUDIO] : ['-an']),
          ...['-movflags', '+faststart', '-f', 'mp4', out],
        ],
        {
          ...{ reads: [source], writes: folder, background: true },
          ...{ cpuSeconds: (2 * LONGEST_MS) / 1000, fileBytes: FILE_BYTES },
        },
        { timeoutMs: LONGEST_MS, signal, onLine: (line) => (seconds = progressSeconds(line) ?? seconds) },
      );
    } catch (error) {
      if (error instanceof ChildError && error.cause === 'exit') throw unreadable();
      throw error;
    }
    if (seconds <= 0) throw unreadable();
    return { kind: media.kind, seconds };
  }
}

const VIDEO = [
  ...['-vf', `fps=${FRAMES_A_SECOND},scale=trunc(iw/2)*2:trunc(ih/2)*2,format=yuv420p`],
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '25', '-g', String(FRAMES_A_SECOND * 4)],
];
const AUDIO = ['-af', 'aresample=48000:async=1000:first_pts=0', '-c:a', 'aac', '-b:a', '96000', '-ac', '2'];

const unreadable = (): Error => fault('unreadable', 'What the agent’s browser recorded cannot be played.');
