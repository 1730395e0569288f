import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { Api, type Piece as Content } from './api.js';
import { launchBrowser } from './browser.js';
import type { Piece, Workbench } from './corpus.js';
import { play, picture } from './play.js';
import { stack } from './stack.js';

const exec = promisify(execFile);

/** Sends every piece through the door and plays what comes of it in Chromium. */
export function runCorpus(pieces: Piece[], seconds: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'corpus-'));
  const uploads = new Map<Piece, Promise<string>>();
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
    const context = await browser.newContext({ bypassCSP: true });
    page = await context.newPage();
    // Any page of the visitors' origin, whose media may be read there.
    await page.goto(`${stack.visitors}/health/live`);
    await page.addScriptTag({ path: join(__dirname, '../../../node_modules/hls.js/dist/hls.min.js') });
    let last: Promise<unknown> = Promise.resolve();
    for (const piece of pieces) {
      const sent = last.then(async () => {
        const file = join(folder, `sent ${piece.name}`);
        await writeFile(file, await piece.make(workbench(folder)));
        // Signed in anew: a long film may take longer to make than a token lives.
        return (await (await Api.signedIn()).upload(file)).id;
      });
      // Told by the test that waits for it.
      last = sent.catch(() => undefined);
      uploads.set(piece, sent);
    }
  });
  afterAll(async () => {
    await Promise.allSettled(uploads.values());
    await browser.close();
    await rm(folder, { recursive: true });
  });

  it.each(pieces.map((piece) => [piece.name, piece] as const))(
    '%s',
    async (_name, piece) => {
      const ready = await settled((await uploads.get(piece)) ?? '', seconds);
      const [width, height] = piece.size?.split('x').map(Number) ?? [null, null];
      expect(ready).toMatchObject({ reason: null, status: 'ready', kind: piece.kind, width, height });
      if (piece.seconds !== undefined)
        expect(Math.abs((ready.durationSeconds ?? 0) - piece.seconds)).toBeLessThan(0.15);
      if (piece.kind === 'image') await expectShown(page, ready);
      else await expectPlayed(page, ready);
      if (piece.sound === false) expect(ready.media?.audioUrl).toBeNull();
      else if (piece.kind !== 'image') await expectLevel(ready);
    },
    seconds * 1000,
  );
}

function workbench(folder: string): Workbench {
  const pathOf = (name: string): string => join(folder, name);
  return {
    pathOf,
    write: (name, text) => writeFile(pathOf(name), text),
    async make(name, args) {
      await exec(stack.ffmpeg, ['-v', 'error', '-y', ...args, pathOf(name)]);
      return new Uint8Array(await readFile(pathOf(name)));
    },
  };
}

async function settled(id: string, seconds: number): Promise<Content> {
  for (const end = Date.now() + seconds * 1000; ;) {
    // Again: so may its preparing.
    const content = await (await Api.signedIn()).get<Content>(`/content/${id}`);
    if (['ready', 'failed'].includes(content.status)) return content;
    if (Date.now() > end) throw new Error(`still ${content.status} after ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function expectShown(page: Page, { width, height, posterUrl }: Content): Promise<void> {
  const even = (side: number | null): number => Math.max(2, Math.round((side ?? 0) / 2) * 2);
  expect(await picture(page, posterUrl ?? '')).toEqual({ width: even(width), height: even(height) });
}

async function expectPlayed(page: Page, { media, durationSeconds, kind, width, height }: Content): Promise<void> {
  const hls = await play(page, media?.hlsUrl ?? '');
  expect(hls).toMatchObject({ error: null });
  expect(hls.seconds).toBeGreaterThan(0);
  expect(Math.abs(hls.duration - (durationSeconds ?? 0))).toBeLessThan(0.15);
  if (kind === 'audio') return;
  const shape = (width ?? 0) / (height ?? 1);
  expect(hls.width / hls.height).toBeCloseTo(shape, 1);
  const film = await play(page, media?.mp4Url ?? '');
  expect(film).toMatchObject({ error: null });
  expect(film.seconds).toBeGreaterThan(0);
  expect(film.width / film.height).toBeCloseTo(shape, 1);
}

/** The sound is there, and as loud as all the others: measured anew where there is enough of it. */
async function expectLevel({ media, durationSeconds, loudness }: Content): Promise<void> {
  expect(media?.audioUrl).not.toBeNull();
  if ((durationSeconds ?? 0) < 1.5 || loudness === null) return;
  const { stderr } = await exec(stack.ffmpeg, [
    ...[
      '-hide_banner',
      '-protocol_whitelist',
      'http,tcp',
      '-i',
      media?.audioUrl ?? '',
      '-af',
      'ebur128',
      '-f',
      'null',
      '-',
    ],
  ]);
  expect(Math.abs(Number([...stderr.matchAll(/^ +I: +(-?[\d.]+) LUFS/gm)].at(-1)?.[1]) + 16)).toBeLessThan(1);
}
