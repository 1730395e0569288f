import { createHmac } from 'node:crypto';
import { Api } from './api.js';
import { signIn } from './console.js';
import { inBrowser, journey } from './journey.js';
import { look } from './looks.js';
import { people, stack } from './stack.js';
import { frameOf, question } from './visitor.js';
import { shopPage, Website } from './website.js';

inBrowser();

let site: Website;
beforeAll(async () => {
  site = await Website.open('127.0.0.1');
});
afterAll(() => site.close());

async function greeting(): Promise<{ id: string; key: string }> {
  const api = await Api.signedIn();
  const flow = await api.publish('Greeting by name', {
    spec: 1,
    start: 'hello',
    nodes: {
      hello: { kind: 'message', name: 'Hello', text: { en: 'Hello {name}' }, exits: { next: 'bye' } },
      bye: { kind: 'end', name: 'Bye', outcome: 'served', text: { en: 'Goodbye.' }, exits: {} },
    },
    languages: ['en'],
    variables: { name: { type: 'text', source: 'identity', personal: true, initial: 'stranger' } },
    layout: {},
  });
  return api.post('/widgets', { name: flow.name, flowId: flow.id, allowedOrigins: [site.origin] });
}

function sign(sub: string, name: string, secret: string): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 600;
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub, name, exp })}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

journey(
  'an admin makes a secret, and each person signed with it is met by name and apart from the next',
  async ({ page, context }) => {
    const widget = await greeting();
    await signIn(page, people.admin);
    await page.goto(`${stack.console}/ivr-dashboard/settings/widgets/${widget.id}`);
    await page.getByText('No secret yet: identities are refused.').waitFor();
    await page.getByRole('button', { name: 'New secret' }).click();
    const shown = page.getByLabel('The new secret');
    const secret = (await shown.textContent()) ?? '';
    expect(secret).toMatch(/^[\w-]{43}$/);
    await shown.scrollIntoViewIfNeeded();
    expect(await look(page, 'widget-secret')).toEqual([]);
    await page.reload();
    await page.getByRole('button', { name: 'Delete secret 1' }).waitFor();
    expect(await shown.count()).toBe(0);

    const noor = sign('C-17', 'Noor', secret);
    site.page('/account', shopPage(`<calldocker-ivr widget="${widget.key}" identity="${noor}"></calldocker-ivr>`));
    const shop = await context.newPage();
    await shop.goto(`${site.origin}/account`);
    await shop.getByRole('button', { name: 'How can we help?' }).click();
    await question(frameOf(shop), 'Hello Noor').waitFor();
    await frameOf(shop).getByRole('button', { name: 'Continue' }).click();
    await question(frameOf(shop), 'Goodbye').waitFor();

    // Somebody else signs in on the same page: what Noor sees is not for them.
    await shop.evaluate(identify, sign('C-18', 'Kim', secret));
    await question(frameOf(shop), 'Hello Kim').waitFor();
    await shop.evaluate(identify, null);
    await question(frameOf(shop), 'Hello stranger').waitFor();

    // A word that is not taken is told to the page, and the visitor is met all the same.
    const refused = shop.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener('calldocker:refused', (event) => resolve((event as CustomEvent<unknown>).detail));
        }),
    );
    await shop.evaluate(identify, sign('C-19', 'Eve', 'guessed'));
    expect(await refused).toEqual({ code: 'identity.invalid' });
    await question(frameOf(shop), 'Hello stranger').waitFor();
  },
);

/** Runs in the page. */
function identify(token: string | null): void {
  (document.querySelector('calldocker-ivr') as unknown as { identify(token: string | null): void }).identify(token);
}
