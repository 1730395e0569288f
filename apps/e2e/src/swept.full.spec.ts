import { Api } from './api.js';
import { placeImpatient } from './help-flow.js';
import { inBrowser, journey } from './journey.js';
import { openPage, question, savedVisit } from './visitor.js';
import { until } from './wait.js';

inBrowser();

journey('who closes the page at a question finds it gone on when they come back', async ({ page, context, faults }) => {
  const api = await Api.signedIn();
  const widgetKey = await placeImpatient(api);
  await openPage(page, widgetKey);
  await question(page, 'Good day').waitFor();
  const { sessionId } = await savedVisit(page, widgetKey);
  const asked = page.waitForResponse((response) => response.url().endsWith('/inputs'));
  await page.getByRole('button', { name: 'Continue' }).click();
  await asked;
  await page.close();

  // The page has ten seconds' grace for its own answer, a minute if it was just counted as present; then it is swept.
  const path = () => api.pathOf(sessionId);
  await until('the server has gone on', path, (nodes) => nodes.includes('waited'), 90);
  const back = await context.newPage();
  await openPage(back, widgetKey);
  await question(back, 'We waited for you').waitFor();
  expect((await savedVisit(back, widgetKey)).sessionId).toBe(sessionId);
  await back.getByRole('button', { name: 'Continue' }).click();
  await question(back, 'Good').waitFor();
  expect(faults).toEqual([]);
});
