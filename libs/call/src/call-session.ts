import { CallLink, type LinkState, type Shows } from './call-link.js';
import { MediaRefused, openCamera, openMicrophone, openScreen } from './devices.js';
import type { Quality } from './quality.js';
import { SignalBox, type Mailbox } from './signal-box.js';

export interface CallSessionOptions {
  polite: boolean;
  iceServers: RTCIceServer[];
  mailbox: Mailbox;
  /** Number of the newest signal: what is older was meant for others. */
  lastSignal: number;
  onChange(): void;
}

type Device = 'microphone' | 'camera';

/** A call as one side sees it: what goes out, what comes in, and how it stands. Nothing is heard or seen that was not turned on. */
export class CallSession {
  state: LinkState = 'connecting';
  quality: Quality = 'good';
  remote: MediaStream | null = null;
  remoteShows: Shows = { audio: false, video: false, screen: false };
  /** The last device that could not be had. */
  refusal: MediaRefused | null = null;
  muted = false;
  /** Neither side is heard or seen; what is on stays on for afterwards. */
  held = false;
  camera: MediaStreamTrack | null = null;
  screen: MediaStreamTrack | null = null;

  private microphone: MediaStreamTrack | null = null;
  private readonly link: CallLink;
  private readonly box: SignalBox;
  private readonly restart = () => this.link.restart();
  private closed = false;

  constructor(private readonly options: CallSessionOptions) {
    this.box = new SignalBox(options.mailbox, options.lastSignal, (signal) => this.link.receive(signal));
    this.link = new CallLink({
      polite: options.polite,
      iceServers: options.iceServers,
      send: (signal) => this.box.send(signal),
      onState: (state) => this.change(() => (this.state = state)),
      onRemote: (stream, shows) => this.change(() => ([this.remote, this.remoteShows] = [stream, shows])),
      onQuality: (quality) => this.change(() => (this.quality = quality)),
    });
  }

  /** What the other side is given to hear and see at this moment. */
  get sent(): { audio: MediaStreamTrack | null; video: MediaStreamTrack | null } {
    if (this.held) return { audio: null, video: null };
    return { audio: this.heard ? this.microphone : null, video: this.screen ?? this.camera };
  }

  /** Whether our own voice goes out. */
  get heard(): boolean {
    return this.microphone !== null && !this.muted;
  }

  /** Without a microphone one can still listen, watch and write. */
  async start({ camera }: { camera: boolean }): Promise<void> {
    addEventListener('online', this.restart);
    await this.attempt(async () => (this.microphone = await openMicrophone()));
    if (camera) await this.attempt(async () => (this.camera = await openCamera()));
    if (this.closed) return this.stopTracks();
    this.link.start();
    await this.send();
    void this.box.look();
  }

  async hold(held: boolean): Promise<void> {
    if (this.held === held) return;
    this.held = held;
    await this.send();
  }

  /** There may be signals. */
  hear(): void {
    void this.box.look();
  }

  async toggleMicrophone(): Promise<void> {
    if (this.microphone) this.muted = !this.muted;
    else await this.attempt(async () => (this.microphone = await openMicrophone()));
    await this.send();
  }

  async toggleCamera(): Promise<void> {
    if (this.camera) {
      this.camera.stop();
      this.camera = null;
    } else await this.attempt(async () => (this.camera = await openCamera()));
    await this.send();
  }

  async toggleScreen(): Promise<void> {
    if (this.screen) {
      this.screen.stop();
      this.screen = null;
    } else
      await this.attempt(async () => {
        const screen = (this.screen = await openScreen());
        // The browser has a button of its own for that.
        screen.onended = () => {
          if (this.screen !== screen) return;
          this.screen = null;
          void this.send();
        };
      });
    await this.send();
  }

  async choose(device: Device, id: string): Promise<void> {
    await this.attempt(async () => {
      if (device === 'microphone') {
        const track = await openMicrophone(id);
        this.microphone?.stop();
        this.microphone = track;
      } else {
        const track = await openCamera(id);
        this.camera?.stop();
        this.camera = track;
      }
    });
    await this.send();
  }

  close(): void {
    this.closed = true;
    removeEventListener('online', this.restart);
    this.box.close();
    this.link.close();
    this.stopTracks();
  }

  private async send(): Promise<void> {
    await this.link.show({ ...this.sent, screen: this.screen !== null });
    this.options.onChange();
  }

  private async attempt(open: () => Promise<unknown>): Promise<void> {
    this.refusal = null;
    try {
      await open();
    } catch (error) {
      if (!(error instanceof MediaRefused)) throw error;
      this.refusal = error;
    }
    this.options.onChange();
  }

  private stopTracks(): void {
    for (const track of [this.microphone, this.camera, this.screen]) track?.stop();
    this.microphone = this.camera = this.screen = null;
  }

  private change(apply: () => unknown): void {
    if (this.closed) return;
    apply();
    this.options.onChange();
  }
}

/** Devices of one kind that may be chosen; their names are known once one of them has been allowed. */
export async function devicesOf(device: Device): Promise<{ id: string; label: string }[]> {
  const kind = device === 'microphone' ? 'audioinput' : 'videoinput';
  const all = await navigator.mediaDevices.enumerateDevices();
  return all
    .filter((each) => each.kind === kind && each.deviceId)
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/** Calls need a secure page (https, or localhost) and a browser that has them. */
export const canCall = (): boolean =>
  typeof RTCPeerConnection === 'function' && typeof navigator !== 'undefined' && Boolean(navigator.mediaDevices);
