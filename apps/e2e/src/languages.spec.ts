import { Api } from './api.js';
import { NARROW, WIDE, shoot, visit } from './browser.js';
import { inBrowser, journey } from './journey.js';
import { faultsOf } from './looks.js';
import { openPage, question } from './visitor.js';

inBrowser();

const say = (ar: string, en: string) => ({ ar, en });
const flow = {
  spec: 1,
  languages: ['ar', 'en'],
  start: 'choose',
  nodes: {
    choose: {
      kind: 'menu',
      name: 'Front door',
      prompt: say('كيف يمكننا مساعدتك؟', 'How can we help?'),
      choices: [
        { id: 'order', key: '1', label: say('أين طلبي؟', 'Where is my order?') },
        { id: 'hours', key: '2', label: say('ساعات العمل', 'Opening hours') },
      ],
      bargeIn: true,
      timeoutSeconds: 600,
      retries: 1,
      exits: { 'choice:order': 'number', 'choice:hours': 'bye', noInput: 'bye', noMatch: 'bye' },
    },
    number: {
      kind: 'ask',
      name: 'Order number',
      prompt: say('ما رقم طلبك؟', 'What is your order number?'),
      answer: 'digits',
      variable: 'order',
      timeoutSeconds: 600,
      retries: 1,
      exits: { next: 'bye', noInput: 'bye', noMatch: 'bye' },
    },
    bye: { kind: 'end', name: 'Bye', outcome: 'served', text: say('شكرًا لك.', 'Thank you.'), exits: {} },
  },
  variables: { order: { type: 'text', personal: false } },
  layout: {},
};

journey('the page speaks the visitor’s language in its own words too, from right to left', async ({ browser }) => {
  const { widgetKey } = await (await Api.signedIn()).place('Arabic', flow);
  const { page, faults } = await visit(browser, { locale: 'ar-EG' });
  await openPage(page, widgetKey);
  await question(page, 'كيف يمكننا مساعدتك؟').waitFor();
  await page.getByText('اضغط مفتاحًا أو انقر على خيار.').waitFor();
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  for (const size of [WIDE, NARROW, { width: 320, height: 640 }]) {
    await page.setViewportSize(size);
    await shoot(page, `visitor-rtl-menu-${size.width}`);
    faults.push(...(await faultsOf(page, `visitor-rtl-menu-${size.width}`)));
  }
  await page.getByRole('button', { name: 'أين طلبي؟' }).click();
  await question(page, 'ما رقم طلبك؟').waitFor();
  await page.getByRole('button', { name: 'إرسال' }).click();
  await page.getByText('اكتب إجابتك أولًا.').waitFor();
  await shoot(page, 'visitor-rtl-ask-320');
  faults.push(...(await faultsOf(page, 'visitor-rtl-ask-320')));

  await page.getByRole('textbox').fill('4711');
  await page.getByLabel('اللغة').selectOption('English');
  await question(page, 'What is your order number?').waitFor();
  await page.locator('html[dir=ltr][lang=en]').waitFor({ state: 'attached' });
  expect(await page.getByRole('textbox').inputValue()).toBe('4711');
  await page.getByRole('button', { name: 'Send' }).click();
  await question(page, 'Thank you').waitFor();
  await page.getByRole('button', { name: 'Start again' }).waitFor();
  expect(faults).toEqual([]);
});

journey('a German visitor reads German on the page itself', async ({ browser }) => {
  const { page, faults } = await visit(browser, { locale: 'de-DE' });
  await openPage(page, 'demo');
  await page.getByRole('button', { name: 'Überspringen' }).click();
  await question(page, 'Wie können wir helfen?').waitFor();
  await page.getByText('Drücken Sie eine Taste oder tippen Sie auf eine Auswahl.').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
  expect(faults).toEqual([]);
});
