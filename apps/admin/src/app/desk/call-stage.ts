import { Component, ElementRef, afterRenderEffect, computed, inject, input, signal, viewChild } from '@angular/core';
import { type CallSession, devicesOf } from '@calldocker/call';
import type { Call } from '../api/types';
import { Clock } from '../ui/ago';
import { clock } from '../ui/format';
import { Icon } from '../ui/icon';
import { Calls } from './calls';
import { Recordings } from './recording/recordings';
import type { Talk } from './talk';

const REFUSED = {
  microphone: {
    refused: 'The visitor can’t hear you. Allow the microphone in the address bar, then turn it on here.',
    missing: 'The visitor can’t hear you: no microphone was found.',
    busy: 'Another program uses your microphone. Close it there, then turn it on here.',
  },
  camera: {
    refused: 'Your camera may not be used. Allow it in the address bar, then try again.',
    missing: 'No camera was found.',
    busy: 'Another program uses your camera. Close it there, then try again.',
  },
  screen: {
    refused: 'Nothing is shared.',
    missing: 'There is nothing to share.',
    busy: 'Your screen cannot be shared now.',
  },
} as const;

/** The visitor’s picture, one’s own in its corner, and what one may do. */
@Component({
  selector: 'app-call-stage',
  imports: [Icon],
  host: { role: 'group', '[attr.aria-label]': `'Call with ' + name()`, 'data-theme': 'dark' },
  templateUrl: './call-stage.html',
  styleUrl: './call-stage.css',
})
export class CallStage {
  protected readonly calls = inject(Calls);
  protected readonly recordings = inject(Recordings);
  private readonly time = inject(Clock);
  readonly session = input.required<CallSession>();
  readonly call = input.required<Call>();
  readonly talk = input.required<Talk>();
  readonly name = input.required<string>();
  private readonly their = viewChild.required<ElementRef<HTMLVideoElement>>('their');
  private readonly own = viewChild.required<ElementRef<HTMLVideoElement>>('own');
  protected readonly devices = signal<{ microphone: Device[]; camera: Device[] } | null>(null);
  protected readonly canShare = 'getDisplayMedia' in navigator.mediaDevices;

  /** The session as it stands now. */
  protected readonly stands = computed(() => {
    this.calls.turn();
    const { state, quality, remote, remoteShows, camera, screen, heard, held, refusal } = this.session();
    return { state, quality, remote, remoteShows, camera, screen, heard, held, refusal };
  });
  protected readonly pictured = computed(() => this.stands().remoteShows.video && !this.stands().held);
  protected readonly lasted = computed(() => {
    const since = this.call().answeredAt;
    return since ? clock((Math.max(this.time.now(), Date.now()) - Date.parse(since)) / 1000) : '';
  });
  protected readonly recording = computed(() => this.call().recording);
  protected readonly recordingAct = computed(() => {
    const recording = this.recording();
    if (!recording) return 'Record this call';
    return recording.state === 'live' ? 'Stop recording' : 'Take the question back';
  });
  protected readonly asking = computed(() =>
    this.recording()?.state === 'asked' ? `${this.name()} is asked whether this call may be recorded` : '',
  );
  protected readonly words = computed(() => {
    const { state, quality, remoteShows, held } = this.stands();
    if (held) return 'On hold: neither of you is heard or seen';
    if (state === 'connecting') return 'Connecting';
    if (state === 'reconnecting') return 'The connection broke. Restoring it; writing goes on.';
    if (quality !== 'good') return quality === 'poor' ? 'The connection is weak' : 'The connection is fair';
    return remoteShows.audio ? '' : `${this.name()} is muted`;
  });
  protected readonly refusal = computed(() => {
    const { refusal } = this.stands();
    return refusal ? REFUSED[refusal.device][refusal.why] : null;
  });

  constructor() {
    afterRenderEffect(() => {
      const { remote, camera, screen } = this.stands();
      show(this.their().nativeElement, remote);
      const track = screen ?? camera;
      const element = this.own().nativeElement;
      const now = element.srcObject instanceof MediaStream ? element.srcObject.getTracks()[0] : null;
      if (now !== track) show(element, track && new MediaStream([track]));
    });
  }

  protected async showDevices(): Promise<void> {
    const shown = this.devices();
    this.devices.set(shown ? null : { microphone: await devicesOf('microphone'), camera: await devicesOf('camera') });
  }

  protected choose(kind: 'microphone' | 'camera', { target }: Event): void {
    if (target instanceof HTMLSelectElement) void this.session().choose(kind, target.value);
  }

  protected toggleRecording(): void {
    const { id, recording } = this.call();
    if (recording) void this.recordings.stop(this.talk(), id, recording.id);
    else void this.recordings.ask(this.talk(), id);
  }

  protected hangUp(): void {
    void this.calls.hangUp(this.talk(), this.call().id);
  }
}

interface Device {
  id: string;
  label: string;
}

function show(element: HTMLVideoElement, stream: MediaStream | null): void {
  if (element.srcObject === stream) return;
  element.srcObject = stream;
  // The agent has pressed a button to come here, so browsers let it play; if not, the picture stands until they press again.
  if (stream) element.play().catch(() => undefined);
}
