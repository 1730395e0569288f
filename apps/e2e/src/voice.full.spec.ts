import type { Page } from 'playwright-core';
import { Api } from './api.js';
import { visit } from './browser.js';
import { inBrowser, journey } from './journey.js';
import { look } from './looks.js';
import { openPage, playedSeconds, question, savedVisit } from './visitor.js';
import { until } from './wait.js';
import { chooseMode, type Mode } from './walker.js';

inBrowser();

/** With a medium, the host can be interrupted. */
const flow = (contentId?: string): object => ({
  spec: 1,
  languages: ['de', 'en'],
  start: 'menu',
  nodes: {
    menu: {
      kind: 'menu',
      name: 'Menu',
      prompt: { de: 'Was darf es sein?', en: 'What shall it be?' },
      ...(contentId && { media: { de: { contentId }, en: { contentId } } }),
      choices: [
        {
          id: 'order',
          key: '1',
          label: { de: 'Meine Bestellung', en: 'My order' },
          phrases: { de: 'Paket', en: 'parcel' },
        },
        { id: 'hours', key: '2', label: { de: 'Öffnungszeiten', en: 'Opening hours' } },
      ],
      ...{ bargeIn: true, timeoutSeconds: 600, retries: 3 },
      exits: { 'choice:order': 'bye', 'choice:hours': 'lost', noInput: 'lost', noMatch: 'lost' },
    },
    bye: { kind: 'end', name: 'Bye', outcome: 'served', text: { de: 'Danke.', en: 'Thank you.' }, exits: {} },
    lost: { kind: 'end', name: 'Lost', outcome: 'failed', text: { de: 'Verloren.', en: 'Lost.' }, exits: {} },
  },
  variables: {},
  layout: {},
});

journey(
  'who has agreed says a choice, in the language of the flow, and hears why it was not understood',
  async (at) => {
    const { page, faults } = at;
    const api = await Api.signedIn();
    const { widgetKey } = await api.place('Spoken', flow());
    await page.addInitScript(standIn);
    await openPage(page, widgetKey);
    await question(page, 'What shall it be?').waitFor();
    const say = page.getByRole('button', { name: 'Say your choice' });

    // By keys alone: the focus goes with what stands in the button's place, and Escape closes no more than the question.
    await say.focus();
    await page.keyboard.press('Enter');
    await page.getByText('may send what you say to its maker’s speech service').waitFor();
    expect(await look(page, 'visitor-voice-consent')).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('Say your choice');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('Say your choice');
    expect(await asked(page)).toEqual([]);
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('Use my voice');
    await page.keyboard.press('Enter');
    await until(
      'the browser listens',
      () => asked(page),
      (languages) => languages.length === 1,
    );
    expect(await asked(page)).toEqual(['en-GB']);

    await speaks(page, 'error', 'no-speech');
    await page.getByText('We didn’t hear anything.').waitFor();
    await say.click();
    await speaks(page, 'error', 'not-allowed');
    await page.getByText('Allow the microphone in the address bar').waitFor();
    await say.click();
    await page.getByRole('button', { name: 'Listening: say a choice' }).waitFor();
    expect(await look(page, 'visitor-voice-listening')).toEqual([]);
    await speaks(page, 'result', 'a pizza');
    await page.getByText('That is not one of the choices.').first().waitFor();

    await page.getByLabel('Language').selectOption('Deutsch');
    await question(page, 'Was darf es sein?').waitFor();
    await page.getByRole('button', { name: 'Auswahl aussprechen' }).click();
    await until(
      'the browser listens again',
      () => asked(page),
      (languages) => languages.at(-1) === 'de',
    );
    await speaks(page, 'result', 'Wo bleibt mein Paket');
    await question(page, 'Danke').waitFor();
    const { sessionId } = await savedVisit(page, widgetKey);
    expect((await api.answersOf(sessionId)).at(-1)).toContain('"by":"speech"');
    expect(faults).toEqual([]);
  },
);

journey(
  'the host is silent while the visitor speaks, and a choice is said by picture, by sound and by reading',
  async ({ browser }) => {
    const api = await Api.signedIn();
    const { id } = await api.pieceNamed('Welcome to the workshop');
    const { widgetKey } = await api.place('Spoken over', flow(id));
    for (const mode of ['video', 'audio', 'text'] satisfies Mode[]) {
      const { page, faults } = await visit(browser);
      await page.addInitScript(standIn);
      await page.addInitScript(() => sessionStorage.setItem('calldocker.voice', 'yes'));
      const say = page.getByRole('button', { name: 'Say your choice' });
      const listening = page.getByRole('button', { name: 'Listening: say a choice' });
      const plays = () => page.locator('video').evaluate((film) => !(film as HTMLVideoElement).paused);
      await openPage(page, widgetKey);
      await question(page, 'What shall it be?').waitFor();
      await chooseMode(page, mode);
      if (mode !== 'text') {
        await page
          .getByRole('button', { name: 'Tap to start with sound' })
          .or(page.getByRole('button', { name: 'Pause' }))
          .first()
          .waitFor();
        const tap = page.getByRole('button', { name: 'Tap to start with sound' });
        if (await tap.isVisible()) await tap.click();
        await until(
          'the host speaks',
          () => playedSeconds(page),
          (seconds) => seconds > 0.5,
        );
        await say.click();
        await listening.waitFor();
        expect(await plays()).toBe(false);
        await page.keyboard.press('Escape');
        await until('the host goes on', plays, (on) => on);
        await say.click();
        await listening.waitFor();
        await page.getByRole('button', { name: 'Play', exact: true }).click();
        await say.waitFor();
        expect(await plays()).toBe(true);
      }
      await say.click();
      await listening.waitFor();
      await speaks(page, 'result', 'where is my parcel, please');
      await question(page, 'Thank you').waitFor();
      const { sessionId } = await savedVisit(page, widgetKey);
      expect((await api.answersOf(sessionId)).at(-1)).toContain('"by":"speech"');
      expect(await api.pathOf(sessionId)).toEqual(['menu', 'bye']);
      expect(faults).toEqual([]);
    }
  },
  120_000,
);

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());

const asked = (page: Page) => page.evaluate(() => (window as unknown as { asked: string[] }).asked);

function speaks(page: Page, type: 'result' | 'error', what: string): Promise<void> {
  return page.evaluate((said) => void window.dispatchEvent(new CustomEvent('ear', { detail: said })), { type, what });
}

/** Runs before the page: an ear that hears what the journey says, and notes the languages it was asked to hear. */
function standIn(): void {
  const languages: string[] = [];
  class Ear extends EventTarget {
    lang = '';
    private readonly hears = (event: Event): void => {
      const { type, what } = (event as CustomEvent<{ type: string; what: string }>).detail;
      const news = type === 'error' ? { error: what } : { results: [[{ transcript: what }]] };
      this.dispatchEvent(Object.assign(new Event(type), news));
      this.abort();
    };
    start(): void {
      languages.push(this.lang);
      window.addEventListener('ear', this.hears);
    }
    abort(): void {
      window.removeEventListener('ear', this.hears);
      this.dispatchEvent(new Event('end'));
    }
  }
  Object.assign(window, { SpeechRecognition: Ear, asked: languages });
}
