import type { CallSession } from '@calldocker/call';

/** What is said over a talk needs no more, and the agent's machine draws and encodes it beside the call. */
const SIZE = { width: 960, height: 540 };
const FRAMES_A_SECOND = 15;
/** The agent's picture, in a corner of the visitor's. */
const CORNER = { width: 216, height: 122, margin: 16 };

type Sound = { track: MediaStreamTrack; node: MediaStreamAudioSourceNode };

/** Both sides of a call as one stream: their voices mixed, the visitor's picture large and the agent's in its corner. */
export class CallMix {
  readonly stream: MediaStream;
  private readonly audio = new AudioContext();
  private readonly mixed = this.audio.createMediaStreamDestination();
  private readonly sounds: { their: Sound | null; own: Sound | null } = { their: null, own: null };
  private readonly their = screenFor();
  private readonly own = screenFor();
  private readonly canvas: HTMLCanvasElement | null;
  private readonly drawing: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly session: CallSession,
    withPicture: boolean,
  ) {
    this.canvas = withPicture ? Object.assign(document.createElement('canvas'), SIZE) : null;
    const [picture] = this.canvas?.captureStream(FRAMES_A_SECOND).getVideoTracks() ?? [];
    this.stream = new MediaStream([...(picture ? [picture] : []), ...this.mixed.stream.getAudioTracks()]);
    this.follow();
    if (this.canvas) this.drawing = setInterval(() => this.draw(), 1000 / FRAMES_A_SECOND);
    // The agent has pressed a button of this page, so browsers let it sound.
    void this.audio.resume();
  }

  /** What either side turned on or off meanwhile. */
  follow(): void {
    const { remote, remoteShows, held, sent } = this.session;
    const theirs = held ? null : remote;
    this.hear('their', theirs?.getAudioTracks()[0] ?? null);
    this.hear('own', sent.audio);
    // Browsers hand on a remote voice only while an element plays its stream, muted or not.
    show(this.their, theirs, theirs);
    show(this.own, sent.video, sent.video && new MediaStream([sent.video]));
    this.their.dataset['shown'] = String(!held && remoteShows.video);
    this.own.dataset['shown'] = String(sent.video !== null);
  }

  close(): void {
    clearInterval(this.drawing);
    for (const element of [this.their, this.own]) element.srcObject = null;
    this.stream.getTracks().forEach((track) => track.stop());
    void this.audio.close();
  }

  private hear(side: 'their' | 'own', track: MediaStreamTrack | null): void {
    if (this.sounds[side]?.track === track) return;
    this.sounds[side]?.node.disconnect();
    const node = track && this.audio.createMediaStreamSource(new MediaStream([track]));
    node?.connect(this.mixed);
    this.sounds[side] = track && node && { track, node };
  }

  private draw(): void {
    const context = this.canvas?.getContext('2d', { alpha: false });
    if (!context) return;
    context.fillStyle = '#16292e';
    context.fillRect(0, 0, SIZE.width, SIZE.height);
    const [their, own] = [isShown(this.their), isShown(this.own)];
    if (their) place(context, this.their, { x: 0, y: 0, ...SIZE });
    const corner = {
      ...{ width: CORNER.width, height: CORNER.height },
      ...{ x: SIZE.width - CORNER.width - CORNER.margin, y: CORNER.margin },
    };
    if (own) place(context, this.own, their ? corner : { x: 0, y: 0, ...SIZE });
  }
}

function screenFor(): HTMLVideoElement {
  return Object.assign(document.createElement('video'), { muted: true, playsInline: true, autoplay: true });
}

function show(element: HTMLVideoElement, key: MediaStream | MediaStreamTrack | null, stream: MediaStream | null): void {
  const now = element.srcObject instanceof MediaStream ? element.srcObject : null;
  if (now === key || (now && key instanceof MediaStreamTrack && now.getTracks()[0] === key)) return;
  element.srcObject = stream;
  // What browsers will not play is not drawn; the sound is taken from the track itself.
  if (stream) element.play().catch(() => undefined);
}

const isShown = ({ dataset, videoWidth }: HTMLVideoElement): boolean => dataset['shown'] === 'true' && videoWidth > 0;

/** Whole, in the middle of its place. */
function place(
  context: CanvasRenderingContext2D,
  video: HTMLVideoElement,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): void {
  const scale = Math.min(width / video.videoWidth, height / video.videoHeight);
  const [w, h] = [video.videoWidth * scale, video.videoHeight * scale];
  context.drawImage(video, x + (width - w) / 2, y + (height - h) / 2, w, h);
}
