import { once } from 'node:events';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { emptyDefinition, type Definition } from '@calldocker/flow-engine';
import { bootApi, type Harness } from './harness.js';
import { givenWidget, TestVisitor } from './visitors.js';

const received: ParsedMail[] = [];
let refusals = 0;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  logger: false,
  onRcptTo: (_address, _session, done) =>
    done(refusals-- > 0 ? Object.assign(new Error('Try again later'), { responseCode: 451 }) : null),
  onData: (stream, _session, done) => void simpleParser(stream).then((mail) => (received.push(mail), done())),
});

let api: Harness;
beforeAll(async () => {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  api = await bootApi({ SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'Calls <calls@example.test>' });
  await api.startWorker();
});
afterAll(async () => {
  await api.close();
  await new Promise<void>((resolve) => server.close(resolve));
});

async function until<T>(find: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + 15_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 30))) {
    const found = await find();
    if (found) return found;
  }
  throw new Error('It did not happen in time');
}

const invite = async (email: string): Promise<void> => {
  const admin = await api.given.signedIn('company_admin');
  const body = { email, role: 'editor' };
  expect((await api.console('POST', '/api/v1/users', { token: admin.token, body })).status).toBe(201);
};
const mailTo = (email: string) => received.find((mail) => JSON.stringify(mail.to).includes(email));
const row = async (email: string) =>
  (await api.owner.query(`select id, status, body from mails where recipient = $1`, [email])).rows[0];

describe('a mail', () => {
  it('reaches the mail server with its row’s id, and what was sent is not kept', async () => {
    await invite('ada@example.test');
    const mail = await until(() => mailTo('ada@example.test'));
    expect(mail.from?.value[0]?.address).toBe('calls@example.test');
    expect(mail.text).toContain('/ivr-dashboard/link/');
    const { id, status, body } = await until(async () => {
      const found = await row('ada@example.test');
      return found.status === 'sent' ? found : undefined;
    });
    expect([mail.messageId, status, body]).toEqual([`<${id}@example.test>`, 'sent', '']);
  });

  it('is sent again after the mail server put it off, under the same id', async () => {
    refusals = 1;
    await invite('grace@example.test');
    const mail = await until(() => mailTo('grace@example.test'));
    expect(mail.messageId).toBe(`<${(await row('grace@example.test')).id}@example.test>`);
    expect(received.filter((each) => each.messageId === mail.messageId)).toHaveLength(1);
  });
});

/** Takes a message for the service desk. */
function letterFlow(): Definition {
  const end = { kind: 'end', name: 'Bye', outcome: 'message', text: { en: 'Thank you.' }, exits: {} } as const;
  return {
    ...emptyDefinition('en'),
    start: 'write',
    nodes: {
      write: {
        kind: 'email',
        name: 'Write to us',
        prompt: { en: 'What may we tell them?' },
        mailbox: 'desk@example.test',
        subject: 'From the website',
        timeoutSeconds: 60,
        retries: 1,
        exits: { sent: 'bye', noInput: 'bye', noMatch: 'bye', failed: 'bye' },
      },
      bye: end,
    },
  };
}

describe('a visitor’s message', () => {
  it('reaches the company’s mailbox, answers to the visitor, and is not kept once it is sent', async () => {
    const visitor = await TestVisitor.at(api, await givenWidget(api, letterFlow()));
    const text = 'My bell is broken.\nCan you send one?';
    await visitor.answers({ type: 'email', address: 'eve@example.test', text, name: 'Eve "E" O\'Neil' });
    const mail = await until(() => mailTo('desk@example.test'));
    expect(mail).toMatchObject({ subject: 'From the website', text: expect.stringContaining(text) });
    expect(mail.replyTo?.value[0]?.address).toBe('eve@example.test');
    await until(async () => ((await row('desk@example.test')).status === 'sent' ? true : undefined));
    expect((await row('desk@example.test')).body).toBe('');
    expect(visitor.step.screen).toMatchObject({ kind: 'end', text: 'Thank you.' });
  });
});
