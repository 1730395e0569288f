import { visitDemo } from './api.js';
import { goTo, heading, signIn } from './console.js';
import { inBrowser, journey } from './journey.js';
import { look } from './looks.js';
import { people, stack } from './stack.js';
import { stillFilm } from './still.js';
import { frameOf, launcher, openDemo, question } from './visitor.js';

inBrowser();

const console = (path: string): string => `${stack.console}/ivr-dashboard${path}`;

journey(
  'every other page of a company is in order in both themes, on a desk and on a phone',
  async ({ page, faults }) => {
    const sessionId = await visitDemo();

    await signIn(page);
    await goTo(page, 'Library');
    await page.getByRole('heading', { level: 2, name: 'Welcome to the workshop' }).waitFor();
    faults.push(...(await look(page, 'library')));
    await goTo(page, 'Sessions');
    await page.getByRole('region', { name: 'Session list' }).waitFor();
    faults.push(...(await look(page, 'sessions')));
    await page.goto(console(`/sessions/${sessionId}`));
    await page.getByText('Callback booked').first().waitFor();
    faults.push(...(await look(page, 'session')));
    await goTo(page, 'Analytics');
    await page.locator('[data-figure="active"]').waitFor();
    faults.push(...(await look(page, 'analytics')));
    await goTo(page, 'Settings');
    const widgets = page.getByRole('region', { name: 'Widget list' });
    await widgets.waitFor();
    faults.push(...(await look(page, 'widgets')));
    await widgets.getByRole('link').first().click();
    await page.getByRole('region', { name: 'Embed code' }).waitFor();
    faults.push(...(await look(page, 'widget')));
    await page.goto(console('/settings/users'));
    await page.getByText('agent@demo.test').waitFor();
    faults.push(...(await look(page, 'people')));
    await page.goto(console('/account'));
    await heading(page, 'Your account').waitFor();
    faults.push(...(await look(page, 'account')));
    expect(faults).toEqual([]);
  },
);

journey('so is what a global admin sees', async ({ page, faults }) => {
  await signIn(page, people.global);
  await page.getByText('Brightwater Cycles').first().waitFor();
  faults.push(...(await look(page, 'companies')));
  await page.goto(console('/mails'));
  await heading(page, 'Mail outbox').waitFor();
  faults.push(...(await look(page, 'mails')));
  expect(faults).toEqual([]);
});

journey('so is everything else a visitor meets', async ({ page, faults }) => {
  await openDemo(page);
  await launcher(page).waitFor();
  faults.push(...(await look(page, 'demo')));
  await launcher(page).click();
  await question(frameOf(page), 'Brightwater Cycles').waitFor({ state: 'attached' });
  await stillFilm(page);
  faults.push(...(await look(page, 'demo-open')));

  await page.goto(`${stack.visitors}/ivr-experience/demo`);
  await page.getByRole('button', { name: 'Skip' }).click();
  await question(page, 'How can we help?').waitFor();
  await page.keyboard.press('1');
  await question(page, 'What is your order number?').waitFor();
  faults.push(...(await look(page, 'visitor-ask')));
  await page.keyboard.type('123456');
  await page.keyboard.press('Enter');
  await question(page, 'Order BW-123456 has left').waitFor();
  faults.push(...(await look(page, 'visitor-message')));
  await page.getByRole('button', { name: 'Continue' }).click();
  await question(page, 'How can we help?').waitFor();
  await page.keyboard.press('3');
  await question(page, 'Which number may we call?').waitFor();
  faults.push(...(await look(page, 'visitor-callback')));
  await page.getByLabel('Phone number').fill('0151 23456789');
  await page.getByRole('form').getByRole('button', { name: 'Call me back' }).click();
  await question(page, 'Thank you').waitFor();
  faults.push(...(await look(page, 'visitor-end')));
  expect(faults).toEqual([]);
});
