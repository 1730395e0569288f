import { Director } from './director.js';
import type { Playback } from './player.js';
import { opening, Visit } from './visit.js';
import type { Input, MediaSource, MenuScreen, Screen, VisitorStep } from './wire.js';

/** A visit that only remembers what was sent. */
class Flow extends Visit {
  readonly access = null;
  readonly preview = false;
  readonly sent: Input[] = [];
  refreshed: (() => void) | null = null;
  private seq = 0;

  show(screen: Screen, media: Record<string, MediaSource> = { hello: source('hello') }): void {
    this.seq += 1;
    const step: VisitorStep = {
      sessionId: 's',
      seq: this.seq,
      status: 'active',
      screen,
      wait: { accepts: [], timeoutSeconds: 60 },
      media,
    };
    this.change({ ...opening, phase: 'open', step });
  }
  renew(media: Record<string, MediaSource>): void {
    if (this.view.step) this.change({ step: { ...this.view.step, media } });
  }
  busy(sending: Input | null): void {
    this.change({ sending });
  }
  send(input: Input): Promise<void> {
    this.sent.push(input);
    return Promise.resolve();
  }
  refresh(): Promise<void> {
    this.refreshed?.();
    return Promise.resolve();
  }
  findArticles = () => Promise.resolve([]);
  callbackOptions = () => Promise.resolve(null);
  open = () => Promise.resolve();
  restart = () => Promise.resolve();
  leave = () => Promise.resolve();
}

function source(name: string): MediaSource {
  const none = {
    audioUrl: null,
    mp4Url: null,
    posterUrl: null,
    width: null,
    height: null,
    captions: [],
    descriptions: [],
  };
  return { kind: 'video', hlsUrl: `/${name}.m3u8`, durationSeconds: 5, ...none };
}

function stage() {
  const flow = new Flow();
  const did: string[] = [];
  const player = {
    state: 'playing' as Playback,
    media: { currentTime: 3 } as HTMLVideoElement,
    show: (media: MediaSource, _mode: string, _languages: readonly string[], from = 0) => {
      did.push(`show ${media.hlsUrl} from ${from}`);
      return Promise.resolve();
    },
    play: () => {
      did.push('play');
      return Promise.resolve();
    },
    rest: () => void did.push('rest'),
    hold: (reason: string, on: boolean) => void did.push(`${reason} ${on ? 'over it' : 'gone'}`),
  };
  const director = new Director(flow, () => player);
  flow.onChange(() => director.update());
  return { flow, did, player, director };
}

const base = { language: 'en' };
const video: Screen = { ...base, kind: 'video', nodeId: 'v', contentId: 'hello', skippable: true };
const menu: MenuScreen = {
  ...base,
  kind: 'menu',
  nodeId: 'm',
  prompt: '?',
  contentId: 'hello',
  choices: [],
  bargeIn: false,
};
const message: Screen = { ...base, kind: 'message', nodeId: 't', text: 'Hi' };
const door: Screen = { ...base, kind: 'callback', nodeId: 'v', prompt: 'Number?', door: 'callback' };

describe('what plays', () => {
  it('is the screen’s media, and the picture rests where there is none', () => {
    const { flow, did } = stage();
    flow.show(video);
    flow.show(message);
    expect(did).toEqual(['show /hello.m3u8 from 0', 'rest']);
  });

  it('is played again and again while something is under way, and nobody is told', () => {
    const { flow, did, director } = stage();
    flow.show({ ...base, kind: 'filler', nodeId: 'r', contentId: 'hello' });
    director.ended();
    expect(did).toEqual(['show /hello.m3u8 from 0', 'play']);
    expect(flow.sent).toEqual([]);
  });

  it('is not begun again when a menu asks again', () => {
    const { flow, did } = stage();
    flow.show(menu);
    flow.show({ ...menu, notice: 'Take your time.' });
    expect(did).toEqual(['show /hello.m3u8 from 0', 'door gone']);
  });

  it('is begun again when a video node comes round', () => {
    const { flow, did } = stage();
    flow.show(video);
    flow.show(video);
    expect(did).toEqual(['show /hello.m3u8 from 0', 'show /hello.m3u8 from 0']);
  });

  it('goes on where it was when only the language changes', () => {
    const { flow, did } = stage();
    flow.show(video);
    flow.show({ ...video, language: 'de' });
    flow.show({ ...video, language: 'de' });
    expect(did).toEqual(['show /hello.m3u8 from 0', 'show /hello.m3u8 from 3', 'show /hello.m3u8 from 0']);
  });

  it('waits under a door and goes on when the visitor comes back', () => {
    const { flow, did } = stage();
    flow.show(video);
    flow.show(door);
    flow.show(video);
    expect(did).toEqual(['show /hello.m3u8 from 0', 'door over it', 'door gone']);
  });

  it('is begun again in a new visit', () => {
    const { flow, did, director } = stage();
    flow.show(menu);
    director.reset();
    flow.show(menu);
    expect(did).toEqual(['show /hello.m3u8 from 0', 'rest', 'show /hello.m3u8 from 0']);
  });

  it('is told to have failed where its media is missing', () => {
    const { flow } = stage();
    flow.show(video, {});
    expect(flow.sent).toEqual([{ type: 'mediaFailed' }]);
  });
});

describe('media that ends', () => {
  it('is reported, and stays at hand while its question goes on without it', () => {
    const { flow, did, director } = stage();
    flow.show(menu);
    director.ended();
    expect(flow.sent).toEqual([{ type: 'mediaEnd' }]);
    const { contentId: _, ...asking } = menu;
    flow.show(asking);
    expect(did).not.toContain('rest');
    expect(director.source(asking)).toEqual(source('hello'));
    flow.show(message);
    expect(did.at(-1)).toBe('rest');
  });

  it('is reported after the answer that was on its way, unless that moved the visit on', () => {
    const { flow, director } = stage();
    flow.show(video);
    flow.busy({ type: 'skip' });
    director.ended();
    expect(flow.sent).toEqual([]);
    flow.busy(null);
    expect(flow.sent).toEqual([{ type: 'mediaEnd' }]);
    flow.busy({ type: 'skip' });
    director.ended();
    flow.show(message);
    expect(flow.sent).toHaveLength(1);
  });
});

describe('who reads', () => {
  const turned = () => new Promise((resolve) => setImmediate(resolve));

  it('stays at the node, and comes back to the film where it was left', () => {
    const { flow, did } = stage();
    flow.show(video);
    flow.prefer('text');
    flow.prefer('video');
    expect(did).toEqual(['show /hello.m3u8 from 0', 'show /hello.m3u8 from 3', 'show /hello.m3u8 from 3']);
    expect(flow.sent).toEqual([]);
  });

  it('has read a question’s prompt at once, and a film by a button', async () => {
    const { flow, did } = stage();
    flow.prefer('text');
    flow.show(video);
    await turned();
    expect(flow.sent).toEqual([]);
    flow.show(menu);
    await turned();
    expect(flow.sent).toEqual([{ type: 'mediaEnd' }]);
    flow.show({ ...base, kind: 'filler', nodeId: 'r', contentId: 'hello' });
    await turned();
    expect(did).not.toContain('play');
    expect(flow.sent).toHaveLength(1);
  });

  it('finds the other way chosen behind a door when they come back', () => {
    const { flow, did } = stage();
    flow.show(video);
    flow.show(door);
    flow.prefer('audio');
    expect(did.at(-1)).toBe('door over it');
    flow.show(video);
    expect(did.at(-1)).toBe('show /hello.m3u8 from 3');
  });

  it('is not sent on as if the film had failed when its words cannot be had', async () => {
    const { flow, director } = stage();
    flow.prefer('text');
    flow.show(video);
    flow.refreshed = () => flow.renew({ hello: source('fresh') });
    await director.failed();
    await director.failed();
    expect(flow.sent).toEqual([]);
  });
});

describe('media that fails', () => {
  it('gets a fresh address once, from where it stopped, before the flow is told', async () => {
    const { flow, did, director } = stage();
    flow.show(video);
    flow.refreshed = () => flow.renew({ hello: source('fresh') });
    await director.failed();
    expect(did.at(-1)).toBe('show /fresh.m3u8 from 3');
    expect(flow.sent).toEqual([]);
    await director.failed();
    expect(flow.sent).toEqual([{ type: 'mediaFailed' }]);
  });
});
