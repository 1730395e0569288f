import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stack } from './stack.js';

const exec = promisify(execFile);

/** A real video with moving picture and tone, made on the spot: what an editor would upload. */
export async function makeVideo(name = 'welcome.mp4', { seconds = 6, size = '640x360' } = {}): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'media-')), name);
  const picture = ['-f', 'lavfi', '-i', `testsrc=size=${size}:rate=25:duration=${seconds}`];
  const sound = ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`];
  const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-shortest'];
  await exec(stack.ffmpeg, ['-v', 'error', '-y', ...picture, ...sound, ...codecs, file]);
  return file;
}

/** Plain samples of a tone: 192 kB a second, so that an upload takes its time and the preparing does not. */
export async function makeSound(name: string, seconds: number): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'media-')), name);
  const tone = ['-f', 'lavfi', '-i', `sine=frequency=330:sample_rate=48000:duration=${seconds}`, '-ac', '2'];
  await exec(stack.ffmpeg, ['-v', 'error', '-y', ...tone, '-c:a', 'pcm_s16le', file]);
  return file;
}

export async function makePicture(name: string): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'media-')), name);
  await exec(stack.ffmpeg, ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'testsrc=size=320x180', '-frames:v', '1', file]);
  return file;
}
