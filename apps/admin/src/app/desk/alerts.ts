import { Service, inject } from '@angular/core';
import { Router } from '@angular/router';
import type { QueueEntry } from '../api/types';
import { calledOf } from './visitor-words';

/** Two tones that rise, for an offer; one for a message. */
const OFFERED: readonly Tone[] = [
  [660, 0],
  [880, 0.16],
];
const WRITTEN: readonly Tone[] = [[740, 0]];
type Tone = readonly [hertz: number, after: number];

/** Tells an agent who is looking elsewhere: a sound, and a notification of the system where it was allowed. */
@Service()
export class Alerts {
  private readonly router = inject(Router);
  private audio: AudioContext | null = null;
  private told: string | null = null;
  private shown: Notification | null = null;

  /** Asked for when an agent says they are there, so that the question has its reason before the eyes. */
  async allow(): Promise<void> {
    this.audio ??= new AudioContext();
    await this.audio.resume();
    if ('Notification' in window && Notification.permission === 'default') await Notification.requestPermission();
  }

  offered(offer: QueueEntry | null): void {
    if (offer?.id === this.told) return;
    this.told = offer?.id ?? null;
    this.shown?.close();
    this.shown = null;
    if (!offer) return;
    this.sound(OFFERED);
    this.notify(`${calledOf(offer)} waits in ${offer.queueTitle}`, 'Accept or decline at your desk.');
  }

  written(from: string, text: string): void {
    this.sound(WRITTEN);
    this.notify(from, text);
  }

  private notify(title: string, body: string): void {
    if (!document.hidden || !('Notification' in window) || Notification.permission !== 'granted') return;
    this.shown = new Notification(title, { body, tag: 'calldocker-desk' });
    this.shown.onclick = () => {
      window.focus();
      void this.router.navigateByUrl('/desk');
    };
  }

  /** Silent until the agent has pressed something in this tab: browsers ask for it. */
  private sound(tones: readonly Tone[]): void {
    const audio = this.audio;
    if (audio?.state !== 'running') return;
    for (const [hertz, after] of tones) {
      const [tone, volume] = [audio.createOscillator(), audio.createGain()];
      const at = audio.currentTime + after;
      tone.frequency.value = hertz;
      volume.gain.setValueAtTime(0, at);
      volume.gain.linearRampToValueAtTime(0.12, at + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.001, at + 0.3);
      tone.connect(volume).connect(audio.destination);
      tone.start(at);
      tone.stop(at + 0.32);
    }
  }
}
