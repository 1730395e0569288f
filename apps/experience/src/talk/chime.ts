/** Falling when the agent goes away for a moment, rising when they are back: silence alone sounds like a lost call. */
const TONES = { away: [660, 495], back: [495, 660] } as const;
const APART = 0.22;
const LASTS = 0.4;

let audio: AudioContext | null = null;

export function chime(which: keyof typeof TONES): void {
  audio ??= new AudioContext();
  // Silent where the visitor has pressed nothing on this page yet: browsers ask for it.
  if (audio.state === 'suspended') audio.resume().catch(() => undefined);
  for (const [at, hertz] of TONES[which].entries()) {
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    const begin = audio.currentTime + at * APART;
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, begin);
    volume.gain.linearRampToValueAtTime(0.08, begin + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + LASTS);
    tone.connect(volume).connect(audio.destination);
    tone.start(begin);
    tone.stop(begin + LASTS);
  }
}
