import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ahead } from './ahead.js';
import type { MediaSource } from './wire.js';

const FILES: Record<string, string> = {
  '/a/master.m3u8':
    '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n480p/index.m3u8\n#EXT-X-STREAM-INF:BANDWIDTH=2\n720p/index.m3u8\n',
  '/a/480p/index.m3u8': '#EXTM3U\n#EXTINF:1.0,\n00000.ts\n#EXTINF:2.0,\n00001.ts\n',
  '/a/480p/00000.ts': 'first',
  '/b/audio.m4a': 'sound',
};

let server: Server;
let asked: string[];
let origin: string;

beforeEach(async () => {
  asked = [];
  server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.writeHead(url in FILES ? 200 : 404).end(FILES[url]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const piece = (name: string, audioUrl: string | null = null): MediaSource => ({
  ...{ kind: 'video', hlsUrl: `${origin}/${name}/master.m3u8`, audioUrl, mp4Url: null, posterUrl: null },
  ...{ durationSeconds: 5, width: null, height: null, captions: [], descriptions: [] },
});
const connection = (value: object): void => {
  Object.defineProperty(navigator, 'connection', { value, configurable: true });
};
afterEach(() => connection({}));
const fetched = async (ahead: Ahead): Promise<string[]> => {
  await ahead['working'];
  return asked;
};

describe('what may be shown next', () => {
  it('is fetched as far as its first segment, in the variant that a player begins with', async () => {
    const ahead = new Ahead();
    ahead.want({ a: piece('a'), shown: piece('shown') }, piece('shown'), 'video');
    expect(await fetched(ahead)).toEqual(['/a/master.m3u8', '/a/480p/index.m3u8', '/a/480p/00000.ts']);
  });

  it('is not fetched twice, and what could not be had is tried again', async () => {
    const ahead = new Ahead();
    ahead.want({ a: piece('a'), gone: piece('gone') }, undefined, 'video');
    await fetched(ahead);
    ahead.want({ a: piece('a'), gone: piece('gone') }, undefined, 'video');
    expect((await fetched(ahead)).filter((url) => url.endsWith('master.m3u8'))).toEqual([
      '/a/master.m3u8',
      '/gone/master.m3u8',
      '/gone/master.m3u8',
    ]);
  });

  it('is the sound alone where only that is played', async () => {
    const ahead = new Ahead();
    ahead.want({ b: piece('b', `${origin}/b/audio.m4a`) }, undefined, 'audio');
    expect(await fetched(ahead)).toEqual(['/b/audio.m4a']);
  });

  it.each([{ saveData: true }, { effectiveType: '2g' }, { effectiveType: 'slow-2g' }])(
    'is left where data is dear: %j',
    async (dear) => {
      connection(dear);
      const ahead = new Ahead();
      ahead.want({ a: piece('a') }, undefined, 'video');
      expect(await fetched(ahead)).toEqual([]);
    },
  );
});
