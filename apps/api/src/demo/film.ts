import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runChild } from '../media/child.js';
import * as host from './host.js';
import { melody, NOTES, OPEN } from './melody.js';

export const SECONDS = 8;
const FRAMES_PER_SECOND = 25;
const SAMPLE_RATE = 48_000;

/** Moments at which she smiles with her eyes shut, in seconds. */
const BLINKS = [
  [0.2, 0.34],
  [1.9, 2.06],
  [3.7, 4.3],
  [5.8, 5.94],
  [7.3, 8],
] as const;

/**
 * The demo's welcome: a drawn host in her workshop, who nods and speaks in notes while the wheels on the wall turn. The
 * layers are drawn here and moved by ffmpeg, with filters that both its 4.1 and its 5.1 have.
 * @param folder for what is needed on the way; it must exist
 */
export async function makeWelcome(ffmpegPath: string, folder: string, out: string): Promise<void> {
  const layers = Object.entries(drawn());
  const inputs: string[] = [];
  await mkdir(folder, { recursive: true });
  for (const [name, { picture }] of layers) {
    const file = path.join(folder, `${name}.rgba`);
    await writeFile(file, picture.bytes());
    const size = `${picture.width}x${picture.height}`;
    inputs.push('-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', size, '-r', String(FRAMES_PER_SECOND), '-i', file);
  }
  const sound = path.join(folder, 'sound.pcm');
  await writeFile(sound, melody(SECONDS, SAMPLE_RATE));
  inputs.push('-f', 's16le', '-ar', String(SAMPLE_RATE), '-ac', '1', '-i', sound);
  await runChild(
    ffmpegPath,
    [
      ...['-v', 'error', '-y', '-nostdin', ...inputs, '-filter_complex', graph(layers), '-map', '[film]'],
      ...['-map', `${layers.length}:a`, '-t', String(SECONDS), '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '16'],
      ...['-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '128k', '-movflags', '+faststart', out],
    ],
    { timeoutMs: 120_000 },
  );
}

function drawn() {
  return {
    workshop: host.workshop(),
    bigWheel: host.wheel(1040, 120, '#dca45d', '#86643c'),
    smallWheel: host.wheel(1300, 410, '#5e98a0', '#35636a'),
    hair: host.hair(),
    body: host.body(),
    face: host.face(),
    openEyes: host.openEyes(),
    smilingEyes: host.smilingEyes(),
    smile: host.smile(),
    openMouth: host.openMouth(),
  };
}

type Name = keyof ReturnType<typeof drawn>;

/** ffmpeg's filter graph. What lies on the face is laid on it first, so that all of the head moves as one. */
function graph(layers: [string, host.Layer][]): string {
  const indexOf = (name: Name): number => layers.findIndex(([other]) => other === name);
  const layer = (name: Name): host.Layer => layers[indexOf(name)]?.[1] ?? host.hair();
  /** A single picture, standing for the whole film. */
  const still = (name: Name): string =>
    `[${indexOf(name)}]format=yuva420p,loop=loop=-1:size=1,setpts=N/${FRAMES_PER_SECOND}/TB`;
  const during = (spans: readonly (readonly [number, number])[]): string =>
    spans.map(([from, to]) => `between(t\\,${from.toFixed(2)}\\,${to.toFixed(2)})`).join('+');
  const speaking = during(NOTES.map(([at]) => [at, at + OPEN]));
  const blinking = during(BLINKS);
  const onFace = (under: string, name: Name, when: string, to: string): string => {
    const { x, y } = layer(name);
    const face = layer('face');
    return `[${under}][${indexOf(name)}]overlay=x=${x - face.x}:y=${y - face.y}:enable='${when}'[${to}]`;
  };
  const put = (under: string, name: Name, moved: string, to: string): string => {
    const { x, y } = layer(name);
    return `[${under}][${moved}]overlay=x=${Math.round(x)}:y=${Math.round(y)}:shortest=1[${to}]`;
  };
  const nod = `rotate=a='0.022*sin(2*PI*t/4.1)+0.008*sin(2*PI*t/1.7)':c=black@0`;
  return [
    `${still('workshop')},format=yuv420p[room]`,
    `${still('bigWheel')},rotate=a='t*0.4':c=black@0[wheel1]`,
    `${still('smallWheel')},rotate=a='-t*0.3':c=black@0[wheel2]`,
    `${still('hair')},${nod}[hair]`,
    `${still('body')}[body]`,
    `${still('face')}[face]`,
    onFace('face', 'openEyes', `not(${blinking})`, 'f1'),
    onFace('f1', 'smilingEyes', blinking, 'f2'),
    onFace('f2', 'smile', `not(${speaking})`, 'f3'),
    onFace('f3', 'openMouth', speaking, 'f4'),
    `[f4]${nod}[head]`,
    put('room', 'bigWheel', 'wheel1', 'r1'),
    put('r1', 'smallWheel', 'wheel2', 'r2'),
    put('r2', 'hair', 'hair', 'r3'),
    put('r3', 'body', 'body', 'r4'),
    put('r4', 'face', 'head', 'r5'),
    `[r5]format=yuv420p,trim=duration=${SECONDS}[film]`,
  ].join(';');
}
