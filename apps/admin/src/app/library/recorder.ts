import { computed, signal } from '@angular/core';

export type RecordMode = 'camera' | 'microphone';
export type RecordStage = 'asking' | 'ready' | 'counting' | 'recording' | 'paused' | 'review' | 'refused';
export type RecordRefusal = 'denied' | 'missing' | 'busy' | 'unsupported';
export interface Devices {
  camera?: string;
  microphone?: string;
}
export interface RecordLimits {
  seconds: number;
  bytes: number;
}

const COUNT_FROM = 3;
const TICK_MS = 100;
const FALL = 0.9;
/** So that a tab that dies loses little, and the size is known as it grows. */
const SLICE_MS = 1_000;
const FORMS: Record<RecordMode, readonly string[]> = {
  camera: ['video/webm;codecs=vp9,opus', 'video/webm;codecs=vp8,opus', 'video/webm', 'video/mp4'],
  microphone: ['audio/webm;codecs=opus', 'audio/webm', 'audio/mp4'],
};

/** Camera or microphone to a file, by MediaRecorder. Plain signals: the dialog only shows them. */
export class Recorder {
  readonly stage = signal<RecordStage>('asking');
  readonly refusal = signal<RecordRefusal | null>(null);
  readonly mode = signal<RecordMode>('camera');
  readonly stream = signal<MediaStream | null>(null);
  readonly cameras = signal<readonly MediaDeviceInfo[]>([]);
  readonly microphones = signal<readonly MediaDeviceInfo[]>([]);
  /** How loud it is now, 0 to 1. */
  readonly level = signal(0);
  readonly count = signal(0);
  readonly seconds = signal(0);
  readonly take = signal<{ file: File; url: string } | null>(null);
  readonly running = computed(() => this.stage() === 'recording' || this.stage() === 'paused');

  private recorder: MediaRecorder | null = null;
  private sound: { context: AudioContext; analyser: AnalyserNode } | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private chunks: Blob[] = [];
  private lastTick = 0;
  private opening = 0;

  constructor(private readonly limits: () => RecordLimits | null) {}

  /** Asks the browser for the devices; it asks the person. */
  async open(mode: RecordMode, devices: Devices = {}): Promise<void> {
    this.close();
    const opening = ++this.opening;
    this.mode.set(mode);
    this.refusal.set(null);
    this.stage.set('asking');
    if (!navigator.mediaDevices || typeof MediaRecorder === 'undefined') return this.refuse('unsupported');
    try {
      const stream = await navigator.mediaDevices.getUserMedia(wishes(mode, devices));
      if (opening !== this.opening) return stop(stream);
      this.stream.set(stream);
      this.listen(stream);
      await this.nameDevices();
      if (opening === this.opening) this.stage.set('ready');
    } catch (caught) {
      // What getUserMedia refuses with, by name; the dialog says what to do about each.
      if (opening === this.opening) this.refuse(refusalOf(caught));
    }
  }

  begin(): void {
    this.stage.set('counting');
    this.count.set(COUNT_FROM);
    this.every(1_000, () => {
      this.count.update((count) => count - 1);
      if (this.count() === 0) this.record();
    });
  }

  pause(): void {
    this.recorder?.pause();
    this.stage.set('paused');
  }

  goOn(): void {
    this.lastTick = performance.now();
    this.recorder?.resume();
    this.stage.set('recording');
  }

  stop(): void {
    if (this.stage() === 'counting') return this.backToReady();
    this.recorder?.stop();
  }

  /** Away with what was recorded; the devices are still open. */
  retake(): void {
    const take = this.take();
    if (take) URL.revokeObjectURL(take.url);
    this.take.set(null);
    this.backToReady();
  }

  close(): void {
    this.opening++;
    clearInterval(this.timer);
    if (this.recorder && this.recorder.state !== 'inactive') {
      this.recorder.onstop = null;
      this.recorder.stop();
    }
    this.recorder = null;
    const stream = this.stream();
    if (stream) stop(stream);
    this.stream.set(null);
    void this.sound?.context.close();
    this.sound = null;
    const take = this.take();
    if (take) URL.revokeObjectURL(take.url);
    this.take.set(null);
  }

  private record(): void {
    const stream = this.stream();
    if (!stream) return;
    const mimeType = FORMS[this.mode()].find((form) => MediaRecorder.isTypeSupported(form));
    this.chunks = [];
    this.seconds.set(0);
    this.recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
    this.recorder.ondataavailable = ({ data }) => this.keep(data);
    this.recorder.onstop = () => this.review();
    this.recorder.start(SLICE_MS);
    this.lastTick = performance.now();
    this.stage.set('recording');
    this.watch();
  }

  private keep(chunk: Blob): void {
    this.chunks.push(chunk);
    const size = this.chunks.reduce((sum, one) => sum + one.size, 0);
    const most = this.limits()?.bytes ?? Infinity;
    // Room is left for the last chunk, which comes with the stop.
    if (size > most * 0.98 && this.recorder?.state !== 'inactive') this.recorder?.stop();
  }

  private review(): void {
    const type = this.recorder?.mimeType ?? '';
    const ending = type.includes('mp4') ? (this.mode() === 'camera' ? 'mp4' : 'm4a') : 'webm';
    const file = new File(this.chunks, `Recording.${ending}`, { type: type.split(';')[0] });
    this.chunks = [];
    this.take.set({ file, url: URL.createObjectURL(file) });
    this.stage.set('review');
  }

  private backToReady(): void {
    this.seconds.set(0);
    this.stage.set('ready');
    this.watch();
  }

  private listen(stream: MediaStream): void {
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    this.sound = { context, analyser };
    this.watch();
  }

  private watch(): void {
    this.every(TICK_MS, () => {
      const now = this.sound ? levelOf(this.sound.analyser) : 0;
      // It falls slowly: the eye, and the words beside it, need no flicker.
      this.level.update((level) => Math.max(now, level * FALL));
      if (this.stage() !== 'recording') return;
      const time = performance.now();
      this.seconds.update((seconds) => seconds + (time - this.lastTick) / 1000);
      this.lastTick = time;
      if (this.seconds() >= (this.limits()?.seconds ?? Infinity)) this.stop();
    });
  }

  private every(milliseconds: number, work: () => void): void {
    clearInterval(this.timer);
    this.timer = setInterval(work, milliseconds);
  }

  /** Only once one of them is allowed does the browser tell their names. */
  private async nameDevices(): Promise<void> {
    const all = await navigator.mediaDevices.enumerateDevices();
    this.cameras.set(all.filter(({ kind }) => kind === 'videoinput'));
    this.microphones.set(all.filter(({ kind }) => kind === 'audioinput'));
  }

  private refuse(refusal: RecordRefusal): void {
    this.refusal.set(refusal);
    this.stage.set('refused');
  }
}

function wishes(mode: RecordMode, { camera, microphone }: Devices): MediaStreamConstraints {
  const audio = microphone ? { deviceId: { exact: microphone } } : true;
  if (mode === 'microphone') return { audio };
  const size = { width: { ideal: 1920 }, height: { ideal: 1080 } };
  return { audio, video: camera ? { ...size, deviceId: { exact: camera } } : size };
}

export function refusalOf(caught: unknown): RecordRefusal {
  const name = caught instanceof Error ? caught.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'unsupported';
}

function levelOf(analyser: AnalyserNode): number {
  const samples = new Float32Array(analyser.fftSize);
  analyser.getFloatTimeDomainData(samples);
  return loudness(samples);
}

/** From -60 dB (nothing) to 0 dB (as loud as can be), as the ear counts. */
export function loudness(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  if (power === 0) return 0;
  return Math.min(1, Math.max(0, 1 + (10 * Math.log10(power)) / 60));
}

function stop(stream: MediaStream): void {
  stream.getTracks().forEach((track) => track.stop());
}
