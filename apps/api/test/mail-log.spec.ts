import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { emptyDefinition, type Definition } from '@calldocker/flow-engine';
import { bootApi, type Answer, type Harness } from './harness.js';
import { givenWidget, TestVisitor, type PublishedWidget } from './visitors.js';

interface Post {
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A service that takes mails by HTTP: it keeps what comes, and answers as it is told. */
class MailService {
  readonly posts: Post[] = [];
  answers: number[] = [];
  private readonly server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { url = '', headers } = request;
      this.posts.push({ url, headers, body: Buffer.concat(parts).toString() });
      response.writeHead(this.answers.shift() ?? 202).end('{}');
    });
  });

  async open(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
  }
}

/** Takes two messages, one after the other. */
function lettersFlow(): Definition {
  const write = (next: string) =>
    ({
      kind: 'email',
      name: 'Write to us',
      prompt: { en: 'What may we tell them?' },
      mailbox: 'desk@example.test',
      subject: 'From the website',
      timeoutSeconds: 60,
      retries: 1,
      exits: { sent: next, noInput: 'bye', noMatch: 'bye', failed: 'bye' },
    }) as const;
  const bye = { kind: 'end', name: 'Bye', outcome: 'message', text: { en: 'Thank you.' }, exits: {} } as const;
  return { ...emptyDefinition('en'), start: 'write', nodes: { write: write('more'), more: write('bye'), bye } };
}

async function until<T>(find: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + 15_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 30))) {
    const found = await find();
    if (found !== undefined) return found;
  }
  throw new Error('It did not happen in time');
}

describe.each(['sendgrid', 'mailgun'] as const)('mails by %s', (kind) => {
  const service = new MailService();
  let api: Harness;
  let widget: PublishedWidget;
  let token: string;

  beforeAll(async () => {
    const host = await service.open();
    const MAIL_URL = kind === 'sendgrid' ? `sendgrid+http://the-key@${host}` : `mailgun+http://the-key@${host}/mg.test`;
    api = await bootApi({ MAIL_URL, MAIL_FROM: 'Calls <calls@example.test>' });
    await api.startWorker();
    widget = await givenWidget(api, lettersFlow());
    token = (await api.given.signedIn('editor', widget.companyId)).token;
  });
  afterAll(async () => {
    await api.close();
    service.close();
  });
  beforeEach(() => {
    service.posts.length = 0;
    service.answers = [];
  });

  const log = (query = ''): Promise<Answer> => api.console('GET', `/api/v1/mail-log?${query}`, { token });
  const logged = async (sessionId: string) => (await log(`sessionId=${sessionId}`)).body.items;
  const settled = (sessionId: string, status: string, count = 1) =>
    until(async () => {
      const mails = await logged(sessionId);
      return mails.length === count && mails.every((mail: { status: string }) => mail.status === status)
        ? mails
        : undefined;
    });
  const writes = async (visitor: TestVisitor, text = 'My bell is broken & "silent".') => {
    await visitor.answers({ type: 'email', address: 'eve@example.test', text });
  };
  /** What the service was told, whichever way it is told. */
  const told = ({ body }: Post) => {
    if (kind === 'mailgun') {
      const fields = new URLSearchParams(body);
      const header = (name: string) => fields.get(`h:${name}`) ?? undefined;
      return { to: fields.get('to'), text: fields.get('text'), replyTo: header('Reply-To'), header };
    }
    const mail = JSON.parse(body);
    return {
      to: mail.personalizations[0].to[0].email,
      text: mail.content[0].value,
      replyTo: mail.reply_to.email,
      header: (name: string): string | undefined => mail.headers[name],
    };
  };

  it('carry the visitor’s words and address, the key, and an id of their own', async () => {
    const visitor = await TestVisitor.at(api, widget);
    await writes(visitor);
    const [mail] = await settled(visitor.sessionId, 'sent');
    const [post] = service.posts as [Post];
    const { to, text, replyTo, header } = told(post);
    expect([to, replyTo, header('Message-ID')]).toEqual([
      ...['desk@example.test', 'eve@example.test', `<${mail.id}@example.test>`],
    ]);
    expect(text).toContain('My bell is broken & "silent".');
    expect(text).toContain(`/ivr-dashboard/sessions/${visitor.sessionId}`);
    const key = kind === 'sendgrid' ? 'Bearer the-key' : `Basic ${Buffer.from('api:the-key').toString('base64')}`;
    expect(post.headers.authorization).toBe(key);
    expect(post.url).toBe(kind === 'sendgrid' ? '/v3/mail/send' : '/v3/mg.test/messages');
    expect(mail).toMatchObject({
      kind: 'message',
      to: 'desk@example.test',
      attempts: 1,
      error: null,
      threadId: mail.id,
    });
  });

  it('of one visit are one conversation', async () => {
    const visitor = await TestVisitor.at(api, widget);
    await writes(visitor);
    await settled(visitor.sessionId, 'sent');
    await writes(visitor, 'One thing more.');
    const [second, first] = await settled(visitor.sessionId, 'sent', 2);
    expect([first.threadId, second.threadId]).toEqual([first.id, first.id]);
    const [one, two] = service.posts.map(told);
    expect(one?.header('References')).toBeUndefined();
    expect([two?.header('In-Reply-To'), two?.header('References')]).toEqual([
      ...[`<${first.id}@example.test>`, `<${first.id}@example.test>`],
    ]);
  });

  it('are tried again when the service was away, and are not doubled', async () => {
    service.answers = [503];
    const visitor = await TestVisitor.at(api, widget);
    await writes(visitor);
    const waiting = await until(async () => {
      const [mail] = await logged(visitor.sessionId);
      return mail?.error ? mail : undefined;
    });
    expect(waiting).toMatchObject({ status: 'queued', attempts: 1, error: `${kind} answered 503` });
    expect(Date.parse(waiting.nextTryAt)).toBeGreaterThan(Date.now() - 3_000);
    const [mail] = await settled(visitor.sessionId, 'sent');
    expect([mail.attempts, mail.error, service.posts.length]).toEqual([2, null, 2]);
    const ids = service.posts.map((post) => told(post).header('Message-ID'));
    expect(ids[0]).toBe(ids[1]);
  });

  it('fail at once when it is the mail that is refused, and can be sent by hand then', async () => {
    service.answers = [400];
    const visitor = await TestVisitor.at(api, widget);
    await writes(visitor);
    const [failed] = await settled(visitor.sessionId, 'failed');
    expect(failed).toMatchObject({ attempts: 1, error: `${kind} answered 400`, nextTryAt: null });
    expect((await log('status=failed')).body.items.map(({ id }: { id: string }) => id)).toContain(failed.id);

    const retry = (who = token) => api.console('POST', `/api/v1/mail-log/${failed.id}/retry`, { token: who });
    const agent = await api.given.signedIn('agent', widget.companyId);
    const stranger = await api.given.signedIn('editor');
    expect([(await retry(agent.token)).status, (await retry(stranger.token)).status]).toEqual([403, 404]);
    expect((await retry()).status).toBe(200);
    await settled(visitor.sessionId, 'sent');
    expect((await retry()).body.code).toBe('mail.not-failed');
  });

  it('wait for a key that is taken', async () => {
    service.answers = [401];
    const visitor = await TestVisitor.at(api, widget);
    await writes(visitor);
    const [mail] = await settled(visitor.sessionId, 'sent');
    expect(mail.attempts).toBe(2);
  });
});

describe('the log', () => {
  let api: Harness;
  beforeAll(async () => {
    api = await bootApi();
    await api.startWorker();
  });
  afterAll(() => api.close());

  it('shows a company the mails of its visits, and none that holds a link to sign in with', async () => {
    const widget = await givenWidget(api, lettersFlow());
    const admin = await api.given.signedIn('company_admin', widget.companyId);
    const body = { email: 'new@example.test', role: 'editor' };
    expect((await api.console('POST', '/api/v1/users', { token: admin.token, body })).status).toBe(201);
    const visitor = await TestVisitor.at(api, widget);
    await visitor.answers({ type: 'email', address: 'eve@example.test', text: 'Hello' });
    const list = async (token: string) => (await api.console('GET', '/api/v1/mail-log', { token })).body.items;
    const mails = await until(async () => {
      const found = await list(admin.token);
      return found.length > 0 ? found : undefined;
    });
    expect(mails).toMatchObject([{ to: 'desk@example.test', status: 'outbox', attempts: 0, sentAt: null }]);
    expect(JSON.stringify(mails)).not.toMatch(/Hello|eve@/);
    expect(await list((await api.given.signedIn('company_admin')).token)).toEqual([]);
    const again = await api.console('POST', `/api/v1/mail-log/${mails[0].id}/retry`, { token: admin.token });
    expect(again.body.code).toBe('mail.no-server');
    await expect(api.db.inCompany(widget.companyId, (em) => em.query('select body from mails'))).rejects.toMatchObject({
      code: '42501',
    });
  });
});
