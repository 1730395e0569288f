import { Injectable } from '@nestjs/common';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Config } from '../platform/config.js';
import { ChildError, type ChildResult } from './child.js';
import { fault, noRoom } from './fault.js';
import * as ffmpeg from './ffmpeg.js';
import { bitRates, masterPlaylist, readPlaylist } from './hls.js';
import { clock, MEDIA_LIMITS, tooLong, type MediaLimits } from './limits.js';
import { look, type Media } from './look.js';
import { peakSamples, peaksArgs, peaksOf, readPeak } from './peaks.js';
import type { Made, MadeRendition } from './made.js';
import { runSandboxed, type Room } from './sandbox.js';
import * as stills from './stills.js';
import { firstFrameOf } from './webp.js';

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
 * Makes of one uploaded file what players need, in a folder of its own. Three runs of ffmpeg for a video that take their
 * time: how loud it is, the sound at the target loudness, then the picture in every size with that sound beside it. The
 * rest is cut, joined and drawn from their results.
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
    const still = path.join(dir, 'still.webp');
    const frame = media.source.demuxer === 'webp_pipe' ? await firstFrameOf(media.source.path) : null;
    if (frame) await writeFile(still, frame.file);
    const source = frame ? { ...media.source, path: still } : media.source;
    await this.run(run, stills.imageArgs(source, pictureOf(media), path.join(dir, 'image.webp')));
    await rm(still, { force: true });
    return { media, durationSeconds: null, loudness: null, renditions: [await rendition(dir, 'image', 'image.webp')] };
  }

  private async sound(run: Run, index: number): Promise<Sound | null> {
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
    if (seconds > 0) return { file, seconds, loudness: ffmpeg.readLoudness(stderr)?.integrated ?? null };
    // A track with nothing on it.
    await rm(file, { force: true });
    return null;
  }

  private async audio(run: Run, sound: Sound | null): Promise<Made> {
    const { media, dir } = run;
    if (!sound) throw unreadable();
    const list = await this.audioHls(run, sound);
    checkLength(media, list.seconds);
    const whole = { path: 'audio/index.m3u8', bytes: list.bytes, bitrate: list.average };
    return {
      media,
      durationSeconds: list.seconds,
      loudness: sound.loudness,
      renditions: [{ name: 'hls', ...whole }, await rendition(dir, 'audio', 'audio.m4a'), await this.peaks(run, sound)],
    };
  }

  private async video(run: Run, sound: Sound | null): Promise<Made> {
    const { media, dir } = run;
    const track = pictureOf(media);
    const rungs = ffmpeg.ladder(track);
    for (const rung of rungs) await mkdir(path.join(dir, rung.name));
    const durationSeconds = media.durationSeconds ?? sound?.seconds ?? null;
    const args = ffmpeg.videoArgs({
      source: media.source,
      track,
      rungs,
      audio: sound?.file ?? null,
      durationSeconds,
      holdSeconds: holdOf(track, sound),
      dir,
      threads: THREADS,
    });
    await this.run(run, args, (seconds) => run.onProgress(0.15 + 0.75 * share(seconds, durationSeconds)));

    const lists = await Promise.all(rungs.map(async (rung) => ({ rung, ...(await measure(dir, rung.name)) })));
    const seconds = Math.max(...lists.map((list) => list.seconds));
    checkLength(media, seconds);
    const audioHls = sound && (await this.audioHls(run, sound));
    const variants = lists.map(({ rung, peak, average }) => ({
      ...{ rung, peak, average, framesPerSecond: track.framesPerSecond, sound: sound !== null },
    }));
    const alone = audioHls && { path: 'audio/index.m3u8', peak: audioHls.peak, average: audioHls.average };
    await writeFile(path.join(dir, 'master.m3u8'), masterPlaylist(variants, alone));
    return {
      media,
      durationSeconds: seconds,
      loudness: sound?.loudness ?? null,
      renditions: [
        ...lists.map(({ rung: { name, width, height }, bytes, average }) => ({
          ...{ name, path: `${name}/index.m3u8`, bytes, width, height, bitrate: average },
        })),
        await rendition(dir, 'hls', 'master.m3u8'),
        ...(sound && alone ? [await rendition(dir, 'audio', 'audio.m4a'), await this.peaks(run, sound)] : []),
        ...(alone ? [{ name: 'audio-hls', path: alone.path, bytes: audioHls.bytes, bitrate: alone.average }] : []),
        ...(await this.fallback(run, rungs, seconds, ffmpeg.segmentSeconds(durationSeconds))),
      ],
    };
  }

  private async audioHls(run: Run, sound: Sound): Promise<Measured> {
    await mkdir(path.join(run.dir, 'audio'));
    const folder = path.join(run.dir, 'audio');
    await this.run(run, ffmpeg.audioHlsArgs(sound.file, folder, ffmpeg.segmentSeconds(sound.seconds)));
    return measure(run.dir, 'audio');
  }

  private async peaks(run: Run, sound: Sound): Promise<MadeRendition> {
    const samples = peakSamples(sound.seconds);
    const peaks: number[] = [];
    await this.run(run, peaksArgs(sound.file, samples), undefined, (line) => {
      const peak = readPeak(line);
      if (peak !== undefined) peaks.push(peak);
    });
    await writeFile(path.join(run.dir, 'peaks.json'), JSON.stringify(peaksOf(peaks, samples)));
    return rendition(run.dir, 'peaks', 'peaks.json');
  }

  /** The file for players without HLS, and the pictures that are taken from it. */
  private async fallback(run: Run, rungs: ffmpeg.Rung[], seconds: number, gop: number): Promise<MadeRendition[]> {
    const rung = rungs.findLast(({ width, height }) => Math.min(width, height) <= 720) ?? rungs[0];
    if (!rung) throw unreadable();
    const { dir } = run;
    const [film, poster, grid] = [
      path.join(dir, 'fallback.mp4'),
      path.join(dir, 'poster.jpg'),
      path.join(dir, 'sprites.jpg'),
    ];
    await this.run(run, ffmpeg.fallbackArgs(path.join(dir, rung.name, 'index.m3u8'), film));
    run.onProgress(0.93);
    await this.poster(run, film, seconds, poster);
    const sprites = stills.spritesOf(rung, seconds, gop);
    await this.run(run, stills.spritesArgs(film, sprites, gop, grid));
    await writeFile(path.join(dir, 'sprites.vtt'), stills.spritesVtt(sprites, seconds, 'sprites.jpg'));
    const { width, height } = rung;
    return [
      { ...(await rendition(dir, 'mp4', 'fallback.mp4')), width, height },
      await rendition(dir, 'poster', 'poster.jpg'),
      await rendition(dir, 'sprites', 'sprites.vtt'),
    ];
  }

  private async poster(run: Run, film: string, seconds: number, out: string): Promise<void> {
    for (const at of [Math.min(1, seconds * 0.1), 0]) {
      await this.run(run, stills.posterArgs(film, at, out));
      // Nothing is written past the last frame, which in a damaged film may be an early one: then from the start.
      if (await stat(out).catch(() => undefined)) return;
    }
    throw unreadable();
  }

  private async run(
    run: Run,
    args: string[],
    onSeconds?: (seconds: number) => void,
    onOther?: (line: string) => void,
  ): Promise<ChildResult> {
    const [stalled, over] = [new AbortController(), new AbortController()];
    let last = { seconds: -1, at: Date.now() };
    const watch = setInterval(() => {
      if (onSeconds && Date.now() - last.at > STALLED_MS) stalled.abort();
    }, 5_000);
    const onLine = (line: string): void => {
      const seconds = ffmpeg.progressSeconds(line);
      if (seconds === undefined) onOther?.(line);
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
  if (error.stderr.includes('No space left on device')) return noRoom();
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

interface Measured {
  seconds: number;
  bytes: number;
  peak: number;
  average: number;
}

async function measure(dir: string, name: string): Promise<Measured> {
  const segments = readPlaylist(await readFile(path.join(dir, name, 'index.m3u8'), 'utf8'));
  const sizes = await Promise.all(segments.map(async ({ file }) => (await stat(path.join(dir, name, file))).size));
  return {
    seconds: segments.reduce((sum, segment) => sum + segment.seconds, 0),
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    ...bitRates(segments, sizes),
  };
}
