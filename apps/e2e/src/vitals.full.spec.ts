import { Api } from './api.js';
import { NARROW, visit } from './browser.js';
import { inBrowser, journey } from './journey.js';
import { placeMainWay } from './main-way.js';
import { median } from './median.js';
import { openPage, question } from './visitor.js';
import { throttle, type Vitals, vitalsOf, watchVitals } from './vitals.js';

inBrowser();

/** One run is noise on a busy machine. */
const RUNS = 5;
const MOST = { lcp: 1800, inp: 100, cls: 0.01 };

journey(
  'on a slow phone and a slow line the page is soon there, answers at once and stands still',
  async ({ browser }) => {
    const widgetKey = await placeMainWay(await Api.signedIn());
    const felt: Vitals[] = [];
    for (let run = 0; run < RUNS; run++) {
      const { page, context } = await visit(browser, { viewport: NARROW, hasTouch: true, isMobile: true });
      await throttle(page);
      await watchVitals(page);
      await openPage(page, widgetKey);
      await page.getByRole('button', { name: 'Tap to start with sound' }).waitFor();
      // The film's first picture is the largest piece, if it counts; an act ends the reckoning.
      await page.locator('video.scene:not(.unseen)').waitFor({ timeout: 30_000 });
      await page.getByRole('button', { name: 'Skip' }).tap();
      await question(page, 'What shall it be?').waitFor();
      await page.getByRole('button', { name: 'The first' }).tap();
      await question(page, 'Which number?').waitFor();
      await page.getByRole('textbox').tap();
      await page.keyboard.type('4711');
      await page.getByRole('button', { name: 'Send' }).tap();
      await question(page, 'You’re first in line').waitFor();
      await page.getByRole('button', { name: 'Leave the queue' }).tap();
      await question(page, 'Good bye').waitFor();
      felt.push(await vitalsOf(page));
      await context.close();
    }
    console.log(felt.map(told).join('\n'));
    const middle = (name: keyof typeof MOST): number => median(felt.map((each) => each[name]));
    expect(middle('lcp')).toBeLessThanOrEqual(MOST.lcp);
    expect(middle('inp')).toBeLessThanOrEqual(MOST.inp);
    expect(middle('cls')).toBeLessThanOrEqual(MOST.cls);
  },
  600_000,
);

const told = ({ lcp, inp, cls, because }: Vitals): string =>
  `LCP ${Math.round(lcp)} ms, INP ${inp} ms, CLS ${cls.toFixed(4)}\n${because.map((each) => `  ${each}`).join('\n')}`;
