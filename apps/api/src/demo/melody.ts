/** Seconds her mouth stays open. */
export const OPEN = 0.13;
const { sin, exp, PI } = Math;
const PACE = 0.21;

/** When the host says a note, in seconds, and its pitch in steps of a pentatonic scale. Her mouth opens with each. */
export const NOTES: readonly (readonly [at: number, step: number])[] = [
  ...phrase(0.7, [3, 5, 4, 5, 7]),
  ...phrase(2.2, [5, 4, 2, 3, 5, 4]),
  ...phrase(4.4, [2, 3, 5, 4, 3, 5]),
  ...phrase(6.0, [7, 5, 4, 2, 3]),
];

function phrase(from: number, steps: number[]): [number, number][] {
  return steps.map((step, i) => [from + i * PACE, step]);
}

const SCALE = [0, 2, 4, 7, 9];
const ROOT = 220;
const pitch = (step: number): number => {
  const semitones = Math.floor(step / SCALE.length) * 12 + (SCALE[step % SCALE.length] ?? 0);
  return ROOT * 2 ** (semitones / 12);
};

/** The notes over a quiet chord, as 16-bit samples in one channel. */
export function melody(seconds: number, rate: number): Buffer {
  const samples = new Float32Array(seconds * rate);
  const add = (from: number, length: number, wave: (t: number) => number): void => {
    const start = Math.round(from * rate);
    const end = Math.min(samples.length, start + Math.round(length * rate));
    for (let i = start; i < end; i++) samples[i] = (samples[i] ?? 0) + wave((i - start) / rate);
  };
  const tone = (frequency: number, t: number): number => sin(2 * PI * frequency * t);

  for (const frequency of [0, 2, 4].map((step) => pitch(step) / 2)) {
    const swell = (t: number): number => sin((PI * t) / seconds) ** 2;
    add(0, seconds, (t) => 0.035 * swell(t) * tone(frequency, t));
  }
  for (const [at, step] of NOTES) {
    const frequency = pitch(step);
    const attack = (t: number): number => Math.min(1, t / 0.012);
    add(at, 0.7, (t) => 0.28 * attack(t) * exp(-t * 9) * (tone(frequency, t) + 0.25 * tone(frequency * 2, t)));
    // The knock of a soft mallet.
    add(at, 0.08, (t) => 0.05 * attack(t) * exp(-t * 60) * tone(frequency * 4, t));
  }

  const bytes = Buffer.alloc(samples.length * 2);
  for (const [i, sample] of samples.entries())
    bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), i * 2);
  return bytes;
}
