import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Api, unique } from './api.js';
import { goTo, signIn } from './console.js';
import { filmFlow, uncaptioned } from './film-flow.js';
import { inBrowser, journey } from './journey.js';
import { LibraryPage } from './library-page.js';
import { makeSound, makeVideo } from './media.js';
import { stack } from './stack.js';
import { until } from './wait.js';

inBrowser();

const sumOf = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
/** What the browser notes when a request fails for want of a network. */
const CUT = /ERR_INTERNET_DISCONNECTED|Failed to fetch/;

journey(
  'two files go up: one waits a while, the network goes, the page is loaded again, and both arrive whole',
  async ({ page, context, faults }) => {
    const library = await LibraryPage.withFileBox(page);
    const [first, second] = [unique('Long welcome'), unique('Long farewell')];
    const files = [await makeSound(`${first}.wav`, 64), await makeSound(`${second}.wav`, 64)] as const;
    await signIn(page);
    await goTo(page, 'Library');
    await library.slowLine(2_000_000);
    await library.send(...files);

    await library
      .upload(first)
      .getByRole('button', { name: /^Pause/ })
      .click();
    await library.upload(first).getByText('Paused', { exact: true }).waitFor();
    await library
      .upload(second)
      .getByText(/\/s · .* left$/)
      .waitFor();
    await context.setOffline(true);
    await library
      .upload(second)
      .getByText(/waiting for the network$/)
      .waitFor();
    await context.setOffline(false);
    await library.upload(second).getByText('Uploading', { exact: true }).waitFor();

    // The browser asks whether one means to leave what is being sent.
    const asked = new Promise<string>((resolve) => {
      page.once('dialog', (dialog) => {
        resolve(dialog.type());
        void dialog.accept();
      });
    });
    await page.reload();
    expect(await asked).toBe('beforeunload');
    await library.upload(first).getByText('Stopped', { exact: true }).waitFor();
    // Another file does not go on with it; the same does, however it comes.
    const chooser = page.waitForEvent('filechooser');
    await library
      .upload(first)
      .getByRole('button', { name: /^Choose .* again$/ })
      .click();
    await (await chooser).setFiles(files[1]);
    await library.messages.getByText(/is another file. To go on, choose the one that was begun/).waitFor();
    await library.drop(...files);
    for (const name of [first, second]) await library.piece(name).getByText('Ready', { exact: true }).waitFor();

    const api = await Api.signedIn();
    for (const [index, name] of [first, second].entries())
      expect((await api.pieceNamed(name)).checksum).toBe(await sumOf(files[index] ?? ''));
    expect(faults.filter((fault) => !CUT.test(fault))).toEqual([]);
  },
  180_000,
);

journey(
  'what a flow shows is replaced: visitors keep the recording that was published, the library plays the new one',
  async ({ page, faults }) => {
    const api = await Api.signedIn();
    const library = await LibraryPage.withFileBox(page);
    const film = await api.upload(await makeVideo(`${unique('Replaced')}.mp4`, { seconds: 2 }));
    await api.untilReady(film.id);
    await api.publish('Shows the first', filmFlow(film.id), uncaptioned(film.id));
    await signIn(page);
    await goTo(page, 'Library');
    const card = library.piece(film.name);
    const chooser = page.waitForEvent('filechooser');
    await library.choose(film.name, 'Replace…');
    await (await chooser).setFiles(await makeVideo('better.mp4', { seconds: 4 }));
    await card.getByText('Replacing', { exact: true }).waitFor();
    // It still plays meanwhile.
    await card.getByRole('button', { name: `Play ${film.name}` }).waitFor();
    await card.getByText('0:04').waitFor({ timeout: 60_000 });

    await library.choose(film.name, 'Details');
    const panel = page.getByRole('dialog', { name: film.name });
    const recordings = panel.getByRole('list', { name: 'Recordings' }).getByRole('listitem');
    await recordings
      .nth(1)
      .getByText(/^Published in/)
      .waitFor();
    await recordings
      .nth(1)
      .getByRole('button', { name: /^Show the recording/ })
      .click();
    await recordings.nth(1).getByText('Shown', { exact: true }).waitFor();
    await panel.getByText('0:02').first().waitFor();

    // A replacement that is no media leaves what was there, and goes by a click.
    await page.keyboard.press('Escape');
    const again = page.waitForEvent('filechooser');
    await library.choose(film.name, 'Replace…');
    await (
      await again
    ).setFiles({ name: 'x.mp4', mimeType: 'video/mp4', buffer: Buffer.from('This is no film at all.') });
    await card.getByText('Replacing failed').waitFor();
    await card.getByText('What was here still plays.').waitFor();
    await card.getByRole('button', { name: 'Discard' }).click();
    await card.getByText('Ready', { exact: true }).waitFor();
    expect(faults).toEqual([]);
  },
  150_000,
);

journey('camera and microphone are recorded, looked at, recorded again, and become a piece', async (at) => {
  const { page, context, faults } = at;
  const library = new LibraryPage(page);
  const name = unique('Said by me');
  await context.grantPermissions(['camera', 'microphone'], { origin: stack.console });
  await signIn(page);
  await goTo(page, 'Library');
  await page.getByRole('button', { name: 'Record' }).click();
  const dialog = page.getByRole('dialog', { name: 'Record' });
  const press = (button: string) => dialog.getByRole('button', { name: button, exact: true }).click();
  await dialog.getByLabel('Camera', { exact: true }).waitFor();
  await press('Record');
  await dialog.getByText(/Recording 0:0[1-9]/).waitFor();
  await press('Stop');
  const film = dialog.getByLabel('Your recording');
  await until(
    'a picture of it',
    () => film.evaluate((video) => (video as HTMLVideoElement).videoWidth),
    (width) => width > 0,
  );
  await press('Record again');
  await press('Sound only');
  await dialog.getByText('We hear you').waitFor();
  await press('Record');
  await dialog.getByText(/Recording 0:0[1-9]/).waitFor();
  await press('Pause');
  await dialog.getByText(/Paused 0:0[1-9]/).waitFor();
  await press('Go on');
  await dialog.getByText(/Recording 0:0[2-9]/).waitFor();
  await press('Stop');
  await film.waitFor();
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Spoken language').selectOption('nl');
  await press('Use it');
  await library.piece(name).getByText('Ready', { exact: true }).waitFor({ timeout: 60_000 });
  const made = await (await Api.signedIn()).pieceNamed(name);
  expect(made).toMatchObject({ kind: 'audio', language: 'nl' });
  // The file itself does not say: what was paused is not in it, what was said is.
  expect(made.durationSeconds).toBeGreaterThan(1.4);
  expect(made.durationSeconds).toBeLessThan(8);
  expect(faults).toEqual([]);
});

journey('a text is spoken, heard and kept', async ({ page, faults }) => {
  const library = new LibraryPage(page);
  const name = unique('Closed today');
  await signIn(page);
  await goTo(page, 'Library');
  await page.getByRole('button', { name: 'From text' }).click();
  const dialog = page.getByRole('dialog', { name: 'From text' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Text').fill('The workshop is closed today. Leave your number and we call you back.');
  await dialog.getByRole('button', { name: 'Speak it' }).click();
  await dialog.getByRole('button', { name: 'Change the text' }).click({ timeout: 60_000 });
  await dialog.getByLabel('Text').fill('The workshop opens again on Monday.');
  await dialog.getByRole('button', { name: 'Speak it' }).click();
  await dialog.getByRole('button', { name: 'Keep it' }).click({ timeout: 60_000 });
  await library.piece(name).getByText('Ready', { exact: true }).waitFor();
  expect(await (await Api.signedIn()).pieceNamed(name)).toMatchObject({ kind: 'audio', status: 'ready' });
  expect(faults).toEqual([]);
});
