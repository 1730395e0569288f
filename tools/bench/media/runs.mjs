import { spawn } from 'node:child_process';
import { channel } from 'node:diagnostics_channel';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import 'reflect-metadata';
import { builtFile } from '../../lib/build.mjs';

/** What our transcoder runs for one file, and the same runs of ffmpeg by themselves. */
export class Runs {
  static async of(film, folder, { ffmpeg, ffprobe }) {
    const [{ Transcoder }, { log }] = await Promise.all([
      import(builtFile('media/transcoder.js')),
      import(builtFile('platform/log.js')),
    ]);
    log.level = 'silent';
    const runs = new Runs();
    runs.transcoder = new Transcoder({ ffmpegPath: ffmpeg, ffprobePath: ffprobe });
    runs.film = film;
    runs.folder = folder;
    await runs.learn();
    return runs;
  }

  /** Seconds of our pipeline: looking, the runs, and the playlists and lists that are written between them. */
  async ours() {
    const began = performance.now();
    const dir = await mkdtemp(join(this.folder, 'made-'));
    await this.transcoder.make(this.film, dir, new AbortController().signal, () => undefined);
    const seconds = (performance.now() - began) / 1000;
    await rm(dir, { recursive: true });
    return { seconds, dir };
  }

  /** Seconds of the same programs with the same arguments and the same priority, one after the other. */
  async plain() {
    const began = performance.now();
    const dir = await mkdtemp(join(this.folder, 'made-'));
    for (const { command, made } of this.commands) {
      const [file, ...args] = command.map((arg) => arg.replaceAll(made, dir));
      for (const folder of foldersOf(args, dir)) await mkdir(folder, { recursive: true });
      await run(file, args);
    }
    const seconds = (performance.now() - began) / 1000;
    await rm(dir, { recursive: true });
    return { seconds, dir };
  }

  /** Listens to which programs are started. What shuts them in is left out; what lowers their priority stays. */
  async learn() {
    const children = [];
    const listen = ({ process }) => children.push(process);
    channel('child_process').subscribe(listen);
    // Twice: the first time, the transcoder tries what the system offers.
    await this.ours();
    children.length = 0;
    const { dir: made } = await this.ours();
    channel('child_process').unsubscribe(listen);
    this.commands = children.map(({ spawnargs }) => {
      const program = spawnargs.findIndex((arg) => /^ff(mpeg|probe)$/.test(basename(arg)) && arg.startsWith('/'));
      const priority =
        spawnargs
          .slice(0, program)
          .join(' ')
          .match(/^nice -n \d+ (ionice -c \d )?/)?.[0] ?? '';
      return { command: [...priority.split(' ').filter(Boolean), ...spawnargs.slice(program)], made };
    });
  }
}

const foldersOf = (args, dir) => args.filter((arg) => arg.startsWith(`${dir}/`)).map((file) => dirname(file));

function run(file, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    // Read, so that it does not stand still, and forgotten.
    child.stdout.resume();
    child.stderr.resume();
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${file} ended with ${code}`))));
  });
}
