import { Injectable } from '@nestjs/common';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Config } from '../platform/config.js';
import { ChildError, type ChildResult } from './child.js';
import type { Made, MadeRendition } from './claims.js';
import { fault } from './fault.js';
import * as ffmpeg from './ffmpeg.js';
import { bitRates, masterPlaylist, readPlaylist, type Variant } from './hls.js';
import { clock, look, MEDIA_LIMITS, tooLong, type Media, type MediaLimits } from './look.js';
import { runSandboxed, type Room } from './sandbox.js';

/** No progress for this long, and the program is taken to hang. */
const STALLED_MS = 120_000;

interface Run {
  media: Media;
  limits: MediaLimits;
  dir: string;
  signal: AbortSignal;
  onProgress: (fraction: number) => void;
}

interface Sound {
  file: string;
  seconds: number;
  loudness: number | null;
}

/**
 * Makes of one uploaded file what players need, in a folder of its own. Three runs of ffmpeg for a video: how loud it is,
 * the sound at the target loudness, then the picture in every size with that sound beside it.
 */
@Injectable()
export class Transcoder {
  constructor(private readonly config: Config) {}

  async make(
    file: string,
    dir: string,
    signal: AbortSignal,
    onProgress: (fraction: number) => void,
    limits: MediaLimits = MEDIA_LIMITS,
  ): Promise<Made> {
    const media = await look(file, this.config.ffprobePath, limits);
    const run: Run = { media, limits, dir, signal, onProgress };
    if (media.kind === 'image') return this.image(run);
    const sound = media.audio && (await this.sound(run, media.audio.index));
    onProgress(0.15);
    return media.kind === 'video' ? this.video(run, sound) : this.audio(run, sound);
  }

  private async image(run: Run): Promise<Made> {
    const { media, dir } = run;
    const file = path.join(dir, 'image.webp');
    await this.run(run, ffmpeg.imageArgs(media.source, pictureOf(media), file));
    return { media, durationSeconds: null, loudness: null, renditions: [await rendition(dir, 'image', 'image.webp')] };
  }

  private async sound(run: Run, index: number): Promise<Sound> {
    const { source, durationSeconds } = run.media;
    const first = await this.run(run, ffmpeg.loudnessArgs(source, index), (seconds) =>
      run.onProgress(0.05 * share(seconds, durationSeconds)),
    );
    const measured = ffmpeg.readLoudness(first.stderr);
    const file = path.join(run.dir, 'audio.m4a');
    let seconds = 0;
    const { stderr } = await this.run(run, ffmpeg.audioArgs(source, index, measured, file), (done) => {
      seconds = done;
      run.onProgress(0.05 + 0.1 * share(done, durationSeconds));
    });
    return { file, seconds, loudness: ffmpeg.readLoudness(stderr)?.integrated ?? null };
  }

  private async audio(run: Run, sound: Sound | null): Promise<Made> {
    const { media, dir } = run;
    if (!sound) throw unreadable();
    await mkdir(path.join(dir, 'audio'));
    await this.run(run, ffmpeg.audioHlsArgs(sound.file, path.join(dir, 'audio')));
    const list = await measure(dir, 'audio');
    checkLength(media, list.seconds);
    return {
      media,
      durationSeconds: list.seconds,
      loudness: sound.loudness,
      renditions: [
        { name: 'hls', path: 'audio/index.m3u8', bytes: list.bytes, bitrate: list.average },
        await rendition(dir, 'audio', 'audio.m4a'),
      ],
    };
  }

  private async video(run: Run, sound: Sound | null): Promise<Made> {
    const { media, dir } = run;
    const track = pictureOf(media);
    const rungs = ffmpeg.ladder(track);
    for (const rung of rungs) await mkdir(path.join(dir, rung.name));
    const args = ffmpeg.videoArgs({
      source: media.source,
      track,
      rungs,
      audio: sound?.file ?? null,
      durationSeconds: media.durationSeconds,
      holdSeconds: holdOf(track, sound),
      dir,
      threads: THREADS,
    });
    await this.run(run, args, (seconds) => run.onProgress(0.15 + 0.82 * share(seconds, media.durationSeconds)));

    const variants: Variant[] = [];
    const renditions: MadeRendition[] = [];
    let seconds = 0;
    for (const rung of rungs) {
      const list = await measure(dir, rung.name);
      seconds = Math.max(seconds, list.seconds);
      const { peak, average } = list;
      variants.push({ rung, framesPerSecond: track.framesPerSecond, peak, average, sound: sound !== null });
      const { name, width, height } = rung;
      renditions.push({ name, path: `${name}/index.m3u8`, bytes: list.bytes, width, height, bitrate: average });
    }
    checkLength(media, seconds);
    await writeFile(path.join(dir, 'master.m3u8'), masterPlaylist(variants));
    renditions.push(await rendition(dir, 'hls', 'master.m3u8'), await this.poster(run, track, seconds));
    if (sound) renditions.push(await rendition(dir, 'audio', 'audio.m4a'));
    return { media, durationSeconds: seconds, loudness: sound?.loudness ?? null, renditions };
  }

  private async poster(run: Run, track: ffmpeg.VideoTrack, seconds: number): Promise<MadeRendition> {
    const file = path.join(run.dir, 'poster.jpg');
    for (const at of [Math.min(1, seconds * 0.1), 0]) {
      await this.run(run, ffmpeg.posterArgs(run.media.source, track, at, file));
      // Past a late first frame or a wrong index nothing is written: then from the start.
      if (await stat(file).catch(() => undefined)) return rendition(run.dir, 'poster', 'poster.jpg');
    }
    throw unreadable();
  }

  private async run(run: Run, args: string[], onSeconds?: (seconds: number) => void): Promise<ChildResult> {
    const [stalled, over] = [new AbortController(), new AbortController()];
    let last = { seconds: -1, at: Date.now() };
    const watch = setInterval(() => {
      if (onSeconds && Date.now() - last.at > STALLED_MS) stalled.abort();
    }, 5_000);
    const onLine = (line: string): void => {
      const seconds = ffmpeg.progressSeconds(line);
      if (seconds === undefined || seconds <= last.seconds) return;
      last = { seconds, at: Date.now() };
      if (seconds > run.limits.durationSeconds + 1) over.abort();
      onSeconds?.(seconds);
    };
    try {
      return await runSandboxed(this.config.ffmpegPath, args, roomOf(run), {
        timeoutMs: wallLimit(run.media),
        signal: AbortSignal.any([run.signal, stalled.signal, over.signal]),
        onLine,
      });
    } catch (error) {
      if (!(error instanceof ChildError) || run.signal.aborted) throw error;
      if (over.signal.aborted) throw tooLong(last.seconds, run.limits);
      throw explain(error);
    } finally {
      clearInterval(watch);
    }
  }
}

function explain(error: ChildError): Error {
  if (error.stderr.includes('No space left on device'))
    return fault('no-room', 'There is no room left on the server. Ask whoever runs it to make some, then retry.');
  if (error.cause === 'timeout' || error.cause === 'aborted')
    return fault(
      'too-slow',
      'Preparing this file took too long, so we stopped. Export it again as MP4, then upload it.',
    );
  return error.cause === 'exit' ? unreadable() : error;
}

const unreadable = (): Error =>
  fault('unreadable', "We can't read this file to its end: it is damaged. Export it again, then upload it.");

/** Generous, for the worker gives way to everything else on the machine. */
const wallLimit = (media: Media): number => Math.min(8 * 3600_000, 600_000 + (media.durationSeconds ?? 3600) * 40_000);

const THREADS = Math.min(4, availableParallelism());

function roomOf({ media, dir }: Run): Room {
  const cpuSeconds = (wallLimit(media) / 1000) * THREADS;
  return { reads: [media.source.path], writes: dir, cpuSeconds, fileBytes: 16 * 1024 ** 3, background: true };
}

const share = (seconds: number, whole: number | null): number => (whole ? Math.min(1, seconds / whole) : 0);

/** A sound that outlasts its picture by some frames is no reason for one more segment. */
function holdOf(track: ffmpeg.VideoTrack, sound: Sound | null): number {
  const longer = sound && track.seconds !== null ? sound.seconds - track.seconds : 0;
  return longer > 0.25 ? longer : 0;
}

function pictureOf(media: Media): ffmpeg.VideoTrack {
  if (!media.video) throw unreadable();
  return media.video;
}

/** A result much shorter than the file says of itself: the rest of the file is not there. */
function checkLength(media: Media, seconds: number): void {
  if (seconds <= 0) throw unreadable();
  const declared = media.durationDeclared ? media.durationSeconds : null;
  if (declared !== null && seconds < declared * 0.9 - 1)
    throw fault(
      'truncated',
      `This file ends at ${clock(seconds)} of ${clock(declared)}: the rest is missing. Upload it again from the original.`,
    );
}

async function rendition(dir: string, name: string, file: string): Promise<MadeRendition> {
  return { name, path: file, bytes: (await stat(path.join(dir, file))).size };
}

async function measure(
  dir: string,
  name: string,
): Promise<{ seconds: number; bytes: number; peak: number; average: number }> {
  const segments = readPlaylist(await readFile(path.join(dir, name, 'index.m3u8'), 'utf8'));
  const sizes = await Promise.all(segments.map(async ({ file }) => (await stat(path.join(dir, name, file))).size));
  return {
    seconds: segments.reduce((sum, segment) => sum + segment.seconds, 0),
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    ...bitRates(segments, sizes),
  };
}
