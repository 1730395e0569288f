import { signIn } from './console.js';
import { inBrowser, journey } from './journey.js';
import { look } from './looks.js';
import { stack } from './stack.js';
import { stillFilm } from './still.js';
import { question } from './visitor.js';

inBrowser();

journey('the door of the console and its first page are in order', async ({ page, faults }) => {
  await page.goto(`${stack.console}/ivr-dashboard`);
  await page.getByLabel('E-mail').waitFor();
  faults.push(...(await look(page, 'sign-in')));
  await signIn(page);
  await page.getByRole('region', { name: 'Flow list' }).waitFor();
  faults.push(...(await look(page, 'flows')));
  expect(faults).toEqual([]);
});

journey('so is what a visitor meets first', async ({ page, faults }) => {
  await page.goto(`${stack.visitors}/ivr-experience/demo`);
  await page.getByRole('button', { name: 'Skip' }).waitFor();
  await stillFilm(page);
  faults.push(...(await look(page, 'visitor-video')));
  await page.getByRole('button', { name: 'Skip' }).click();
  await question(page, 'How can we help?').waitFor();
  faults.push(...(await look(page, 'visitor-menu')));
  expect(faults).toEqual([]);
});
