import { Api, unique, type Piece } from './api.js';
import { goTo, signIn } from './console.js';
import { filmFlow, uncaptioned } from './film-flow.js';
import { each, tabTo } from './hands.js';
import { inBrowser, journey } from './journey.js';
import { LibraryPage } from './library-page.js';
import { makePicture, makeVideo } from './media.js';
import { stack } from './stack.js';
import { until } from './wait.js';

inBrowser();

journey('a file that is refused says why, and is not asked for again', async ({ page }) => {
  const library = await LibraryPage.withFileBox(page);
  const name = unique('Nothing');
  await signIn(page);
  await goTo(page, 'Library');
  await page
    .getByTestId('library-files')
    .setInputFiles({ name: `${name}.mp4`, mimeType: 'video/mp4', buffer: Buffer.alloc(0) });
  const card = library.upload(name);
  await card.getByText('This file is empty').waitFor();
  expect(await card.getByRole('button', { name: /again$/ }).count()).toBe(0);
  await card.getByRole('button', { name: /^Dismiss/ }).click();
  await card.waitFor({ state: 'detached' });
});

describe('with pieces in the library', () => {
  let api: Api;
  let pieces: Piece[];
  const names = ['Arrival', 'Bicycle', 'Chain'].map(unique);
  beforeAll(async () => {
    api = await Api.signedIn();
    pieces = [];
    for (const name of names) pieces.push(await api.upload(await makePicture(`${name}.png`)));
    await Promise.all(pieces.map(({ id }) => api.untilReady(id)));
  });

  journey('chosen ones are tagged, put away and brought back at once', async ({ page, faults }) => {
    const library = new LibraryPage(page);
    const [a = '', b = '', c = ''] = names;
    const tag = unique('spring');
    await signIn(page);
    await goTo(page, 'Library');
    await library.select(a, b);
    await library.bulk.getByText('2 selected').waitFor();
    await library.bulk.getByRole('button', { name: 'Tag', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Tag').fill(tag);
    await page.getByRole('dialog').getByRole('button', { name: 'Tag' }).click();
    await library.messages.getByText(`2 pieces are tagged ${tag}.`).waitFor();
    await library
      .piece(a)
      .getByRole('button', { name: `Only pieces tagged ${tag}` })
      .click();
    await library.piece(c).waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('tag')).toBe(tag);

    await page.locator('[data-piece]').first().focus();
    await page.keyboard.press('Control+a');
    await library.bulk.getByText('2 selected').waitFor();
    await library.bulk.getByRole('button', { name: 'Archive' }).click();
    await library.messages.getByText('2 pieces are in the archive.').waitFor();
    await page.getByText('Nothing fits').waitFor();
    await library.messages.getByRole('button', { name: 'Undo' }).last().click();
    await until(
      'both back',
      () => api.countTagged(tag),
      (count) => count === 2,
    );
    await page.reload();
    await library.piece(a).waitFor();
    await page.getByRole('group', { name: 'View' }).getByRole('button', { name: 'List' }).click();
    await page.getByRole('region', { name: 'Media list' }).getByRole('button', { name: b, exact: true }).waitFor();
    await page.getByRole('group', { name: 'View' }).getByRole('button', { name: 'Grid' }).click();
    expect(faults).toEqual([]);
  });

  journey('deleting takes what no flow shows, can be taken back, and says where the rest is shown', async (at) => {
    const { page } = at;
    const library = new LibraryPage(page);
    const [a = '', b = ''] = names;
    const film = await api.upload(await makeVideo(`${unique('In use')}.mp4`, { seconds: 1 }));
    await api.untilReady(film.id);
    const flow = await api.publish('Shows it', filmFlow(film.id), uncaptioned(film.id));
    await signIn(page);
    await goTo(page, 'Library');
    await library.select(film.name, a, b);
    await library.bulk.getByRole('button', { name: 'Delete…' }).click();
    await page.getByRole('dialog', { name: 'Delete 2 pieces?' }).getByRole('button', { name: 'Delete' }).click();
    await library.piece(a).waitFor({ state: 'detached' });
    const stays = page.getByRole('dialog', { name: `${film.name} is in use` });
    await stays.getByRole('link', { name: flow.name }).waitFor();
    await stays.getByRole('button', { name: 'Close' }).click();
    await library.messages.getByRole('button', { name: 'Undo' }).last().click();
    await library.piece(a).waitFor();

    await library.choose(a, 'Delete…');
    await page
      .getByRole('dialog', { name: `Delete ${a}?` })
      .getByRole('button', { name: 'Delete' })
      .click();
    await library.piece(a).waitFor({ state: 'detached' });
    // Whoever leaves meant it.
    await page.close();
    await until(
      'it is gone',
      () => api.namesLike(a),
      (found) => found.length === 0,
    );
    expect(await api.namesLike(film.name)).toEqual([film.name]);
  });

  journey('a piece is found, looked at, renamed and chosen without a mouse', async ({ page, faults }) => {
    const press = (...keys: string[]) => each(keys, (key) => page.keyboard.press(key));
    const [, b = '', c = ''] = names;
    await signIn(page);
    await page.goto(`${stack.console}/ivr-dashboard/library`);
    await page.getByRole('heading', { level: 2, name: c, exact: true }).waitFor();
    await page.locator('h1').focus();
    await press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await press('Escape');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'detached' });
    await press('/');
    await page.keyboard.type(c);
    await page.getByText('1 item', { exact: false }).waitFor();
    await tabTo(page, c);
    await press('Enter');
    await page.getByRole('dialog', { name: c }).getByText('Spoken language').waitFor();
    await press('Escape', 'F2');
    await page.getByRole('dialog', { name: 'Rename' }).waitFor();
    await page.keyboard.type(' and crank');
    await press('Enter');
    await page
      .getByRole('heading', { level: 2, name: `${c} and crank` })
      .or(page.getByRole('heading', { name: /and crank/ }))
      .waitFor();
    await page.goto(`${stack.console}/ivr-dashboard/library?kind=image`);
    await page.getByRole('heading', { level: 2, name: b, exact: true }).waitFor();
    await page.locator('[data-piece]').first().focus();
    await press('Space', 'Shift+ArrowRight');
    await page.getByText('2 selected').waitFor();
    await press('Escape');
    await page.getByText('2 selected').waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });
});
