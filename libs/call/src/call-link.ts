import { figuresOf, qualityOf, type Figures, type Quality } from './quality.js';

/** What one browser says to the other. `from` and `to` name page loads: what was meant for an earlier one is void. */
export interface Signal {
  from: string;
  to?: string | undefined;
  /** Somebody is here; both say so, and answer it. */
  hello?: true;
  description?: RTCSessionDescriptionInit;
  candidates?: RTCIceCandidateInit[];
  shows?: Shows;
}

/** What a side lets the other hear and see. */
export interface Shows {
  audio: boolean;
  video: boolean;
  screen: boolean;
}

export type LinkState = 'connecting' | 'connected' | 'reconnecting';

export interface LinkOptions {
  /** Gives way when both propose at once. The other side makes the first proposal. */
  polite: boolean;
  iceServers: RTCIceServer[];
  send(signal: Signal): void;
  onState(state: LinkState): void;
  /** The stream stays the same as long as the other page does. */
  onRemote(stream: MediaStream, shows: Shows): void;
  onQuality(quality: Quality): void;
}

const NOTHING: Shows = { audio: false, video: false, screen: false };
/** Candidates that come together travel together. */
const GATHER_MS = 40;
/** A short loss heals by itself. */
const PATIENCE_MS = 2_500;
const MEASURE_MS = 2_000;

/**
 * One side of a call. Negotiation is "perfect" (WebRTC 1.0, section 10.7): both sides run the same code and one gives way.
 * There is one audio and one video line for the whole call: muting, cameras and screens change what is sent along them and
 * need no negotiation. When the network breaks, ICE starts anew; when the other page is loaded anew, so does the link.
 */
export class CallLink {
  private readonly self = randomName();
  private other: string | null = null;
  private peer: RTCPeerConnection | null = null;
  private proposing = false;
  private ignoring = false;
  private gathered: RTCIceCandidateInit[] = [];
  /** Those that came before the description they belong to. */
  private early: RTCIceCandidateInit[] = [];
  private gathering: ReturnType<typeof setTimeout> | undefined;
  private patience: ReturnType<typeof setTimeout> | undefined;
  private measuring: ReturnType<typeof setInterval> | undefined;
  private figures: Figures | null = null;
  private audio: MediaStreamTrack | null = null;
  private video: MediaStreamTrack | null = null;
  private shows: Shows = NOTHING;
  private remoteShows: Shows = NOTHING;
  private remote = new MediaStream();
  private work: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(private readonly options: LinkOptions) {}

  start(): void {
    this.options.onState('connecting');
    this.options.send({ from: this.self, hello: true });
    this.measuring = setInterval(() => void this.measure(), MEASURE_MS);
  }

  /** What is sent from now on; null sends nothing. */
  async show(tracks: {
    audio: MediaStreamTrack | null;
    video: MediaStreamTrack | null;
    screen: boolean;
  }): Promise<void> {
    this.audio = tracks.audio;
    this.video = tracks.video;
    this.shows = {
      audio: tracks.audio !== null,
      video: tracks.video !== null,
      screen: tracks.video !== null && tracks.screen,
    };
    await this.fill();
    this.tellShows();
  }

  /** Signals are taken one after the other, in the order they were sent. */
  receive(signal: Signal): Promise<void> {
    this.work = this.work.then(() => this.take(signal));
    return this.work;
  }

  /** The network has changed: look for another way at once. */
  restart(): void {
    this.peer?.restartIce();
  }

  close(): void {
    this.closed = true;
    clearInterval(this.measuring);
    this.drop();
  }

  private async take(signal: Signal): Promise<void> {
    if (this.closed || signal.from === this.self) return;
    if (signal.hello) return this.meet(signal);
    if (signal.to !== this.self || signal.from !== this.other || !this.peer) return;
    if (signal.shows) {
      this.remoteShows = signal.shows;
      this.options.onRemote(this.remote, this.remoteShows);
    }
    if (signal.description) await this.describe(this.peer, signal.description);
    for (const candidate of signal.candidates ?? []) await this.addCandidate(this.peer, candidate);
  }

  /** A page that was not there before: with it everything begins. */
  private async meet({ from, to }: Signal): Promise<void> {
    if (from !== this.other) {
      this.other = from;
      this.begin();
    }
    if (to !== this.self) this.tell({ hello: true });
    await this.fill();
    this.tellShows();
  }

  private begin(): void {
    const again = this.peer !== null;
    this.drop();
    this.options.onState(again ? 'reconnecting' : 'connecting');
    const peer = new RTCPeerConnection({ iceServers: this.options.iceServers });
    this.peer = peer;
    this.remote = new MediaStream();
    this.remoteShows = NOTHING;
    peer.ontrack = ({ track }) => {
      this.remote.addTrack(track);
      this.options.onRemote(this.remote, this.remoteShows);
    };
    peer.onnegotiationneeded = () => void this.propose(peer);
    peer.onicecandidate = ({ candidate }) => candidate && this.gather(candidate.toJSON());
    peer.onconnectionstatechange = () => this.follow(peer);
    if (this.options.polite) return;
    peer.addTransceiver('audio', { direction: 'sendrecv' });
    peer.addTransceiver('video', { direction: 'sendrecv' });
  }

  private async propose(peer: RTCPeerConnection): Promise<void> {
    // The polite side waits for the lines that the other proposes.
    if (this.options.polite && peer.getTransceivers().length === 0) return;
    try {
      this.proposing = true;
      await peer.setLocalDescription();
      if (peer.localDescription) this.tell({ description: peer.localDescription.toJSON() });
    } finally {
      this.proposing = false;
    }
  }

  private async describe(peer: RTCPeerConnection, description: RTCSessionDescriptionInit): Promise<void> {
    const collides = description.type === 'offer' && (this.proposing || peer.signalingState !== 'stable');
    this.ignoring = !this.options.polite && collides;
    if (this.ignoring) return;
    await peer.setRemoteDescription(description);
    for (const candidate of this.early.splice(0)) await this.addCandidate(peer, candidate);
    if (description.type !== 'offer') return;
    for (const line of peer.getTransceivers()) line.direction = 'sendrecv';
    await this.fill();
    await peer.setLocalDescription();
    if (peer.localDescription) this.tell({ description: peer.localDescription.toJSON() });
  }

  private async addCandidate(peer: RTCPeerConnection, candidate: RTCIceCandidateInit): Promise<void> {
    if (!peer.remoteDescription) return void this.early.push(candidate);
    try {
      await peer.addIceCandidate(candidate);
    } catch (error) {
      // Of a proposal that was passed over: it belongs to nothing.
      if (!this.ignoring) throw error;
    }
  }

  /** Puts our tracks on the lines, as far as there are any. */
  private async fill(): Promise<void> {
    const lines = this.peer?.getTransceivers() ?? [];
    for (const { receiver, sender } of lines)
      await sender.replaceTrack(receiver.track.kind === 'audio' ? this.audio : this.video);
  }

  private tellShows(): void {
    this.tell({ shows: this.shows });
  }

  private tell(signal: Omit<Signal, 'from' | 'to'>): void {
    if (this.other !== null) this.options.send({ ...signal, from: this.self, to: this.other });
  }

  private gather(candidate: RTCIceCandidateInit): void {
    this.gathered.push(candidate);
    this.gathering ??= setTimeout(() => {
      this.gathering = undefined;
      this.tell({ candidates: this.gathered.splice(0) });
    }, GATHER_MS);
  }

  private follow(peer: RTCPeerConnection): void {
    if (peer !== this.peer) return;
    clearTimeout(this.patience);
    const { connectionState } = peer;
    if (connectionState === 'connected') this.options.onState('connected');
    if (connectionState !== 'disconnected' && connectionState !== 'failed') return;
    this.options.onState('reconnecting');
    this.patience = setTimeout(() => peer.restartIce(), connectionState === 'failed' ? 0 : PATIENCE_MS);
  }

  private async measure(): Promise<void> {
    if (this.peer?.connectionState !== 'connected') return;
    const before = this.figures;
    this.figures = figuresOf((await this.peer.getStats()).values());
    if (before) this.options.onQuality(qualityOf(before, this.figures));
  }

  private drop(): void {
    clearTimeout(this.patience);
    clearTimeout(this.gathering);
    this.gathering = undefined;
    this.gathered = [];
    this.early = [];
    this.figures = null;
    this.peer?.close();
    this.peer = null;
  }
}

/** Only told apart from each other, so any random name does; `crypto.randomUUID` needs a secure page, as calls do. */
const randomName = (): string => crypto.randomUUID();
