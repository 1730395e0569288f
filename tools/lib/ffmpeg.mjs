import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Complaint } from './complaint.mjs';
import { isExecutable, onPath } from './paths.mjs';

const require = createRequire(import.meta.url);

/** ffmpeg and ffprobe: named by environment, else the system's, else npm's old static build (see README). */
export function findFfmpeg(env = process.env) {
  const named = { ffmpeg: env.FFMPEG_PATH, ffprobe: env.FFPROBE_PATH };
  for (const [name, file] of Object.entries(named)) {
    if (file && !isExecutable(file)) {
      throw new Complaint(`${name.toUpperCase()}_PATH is ${file}, which cannot be run: name an executable ${name}.`);
    }
  }
  const found = {
    ffmpeg: named.ffmpeg ?? onPath('ffmpeg') ?? fromNpm('ffmpeg'),
    ffprobe: named.ffprobe ?? onPath('ffprobe') ?? fromNpm('ffprobe'),
  };
  if (!found.ffmpeg || !found.ffprobe) {
    throw new Complaint(
      'No ffmpeg found for transcoding: install ffmpeg with your system (Debian: apt-get install ffmpeg), ' +
        'or set FFMPEG_PATH and FFPROBE_PATH.',
    );
  }
  return found;
}

function fromNpm(name) {
  try {
    const folder = dirname(require.resolve(`@${name}-installer/${process.platform}-${process.arch}/package.json`));
    const file = join(folder, name);
    return isExecutable(file) ? file : null;
  } catch {
    return null; // an optional dependency: npm leaves it out on platforms it has no build for
  }
}
