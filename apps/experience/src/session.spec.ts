import { MemoryShelf, until, VisitorServer } from '../test/visitor-server.js';
import { VisitorApi } from './api.js';
import { CONSENT_TEXT, isSignalled } from './consent.js';
import { Saved } from './saved.js';
import { Session } from './session.js';
import { speak } from './strings.js';

const server = new VisitorServer();
const open: Session[] = [];
let tab: MemoryShelf;
let browser: MemoryShelf;

beforeAll(() => server.listen());
afterAll(() => server.close());
beforeEach(() => {
  tab = new MemoryShelf();
  browser = new MemoryShelf();
  server.faults = [];
  server.refusal = null;
  server.endsAt = Infinity;
  server.accepts = ['continue'];
  server.sameNode = false;
  server.late = null;
  server.inputs.length = 0;
  server.starts.length = 0;
});
afterEach(() => open.splice(0).forEach((session) => session.close()));

function visitor(widgetKey = 'shop', handover: string | null = null): Session {
  const saved = new Saved(widgetKey, tab, browser);
  const session = new Session(new VisitorApi(server.base), saved, () => ({ widgetKey, languages: ['nl'] }), handover);
  open.push(session);
  return session;
}

async function visiting(widgetKey?: string): Promise<Session> {
  const session = visitor(widgetKey);
  await session.open();
  return session;
}

const seq = (session: Session) => session.view.step?.seq;
const idOf = (session: Session) => session.view.step?.sessionId ?? '';

describe('a visit', () => {
  it('starts and shows its first screen', async () => {
    const session = await visiting();
    expect(server.starts).toEqual([{ widgetKey: 'shop', languages: ['nl'] }]);
    expect(session.view).toMatchObject({ phase: 'open', mode: 'video', doors: ['callback'], step: { seq: 1 } });
  });

  it('goes on with what was begun on another device, once for each link', async () => {
    const before = await visiting();
    await before.send({ type: 'continue' });
    server.handovers.set('once', idOf(before));
    [tab, browser] = [new MemoryShelf(), new MemoryShelf()];
    const here = visitor('shop', 'once');
    await here.open();
    expect([idOf(here), seq(here)]).toEqual([idOf(before), 2]);

    const reloaded = visitor('shop', 'once');
    await reloaded.open();
    expect(idOf(reloaded)).toBe(idOf(before));

    [tab, browser] = [new MemoryShelf(), new MemoryShelf()];
    const stranger = visitor('shop', 'once');
    await stranger.open();
    expect(stranger.view).toMatchObject({
      phase: 'failed',
      failure: { title: 'This link has been used', remedy: 'restart' },
    });
    expect(server.starts).toHaveLength(1);
  });

  it('is met in the way it has chosen after a reload, and so is the next one', async () => {
    const before = await visiting();
    before.prefer('text');
    before.close();
    const reloaded = await visiting();
    expect(reloaded.mode).toBe('text');
    await reloaded.restart();
    expect([reloaded.mode, idOf(reloaded) === idOf(before)]).toEqual(['text', false]);
    reloaded.close();
    expect((await visiting()).mode).toBe('text');
  });

  it('goes on where it was after a reload, and in another tab', async () => {
    const before = await visiting();
    await before.send({ type: 'continue' });
    before.close();
    const reloaded = await visiting();
    tab = new MemoryShelf();
    const otherTab = await visiting();
    expect([idOf(reloaded), seq(reloaded)]).toEqual([idOf(before), 2]);
    expect(idOf(otherTab)).toBe(idOf(before));
    expect(server.starts).toHaveLength(1);
  });

  it('starts anew when the one it kept is gone', async () => {
    const before = await visiting();
    before.close();
    server.sessions.delete(idOf(before));
    const after = await visiting();
    expect(after.view.phase).toBe('open');
    expect(idOf(after)).not.toBe(idOf(before));
  });

  it('says in words of its own that a widget does not open', async () => {
    const session = await visiting('unknown');
    expect(session.view.failure).toEqual({
      title: 'There’s no one here at the moment',
      detail: 'Try again later.',
      reference: 'R1',
      remedy: 'none',
    });
  });

  it('offers another try when the service cannot be reached, and opens on it', async () => {
    server.faults = ['refuse'];
    const session = await visiting();
    expect(session.view.failure?.remedy).toBe('open');
    await session.open();
    expect(session.view).toMatchObject({ phase: 'open', failure: null });
  });

  it('stays readable once ended in a tab that it was gone on with', async () => {
    server.endsAt = 2;
    await visiting();
    tab = new MemoryShelf();
    const session = await visiting();
    await session.send({ type: 'continue' });
    const reloaded = await visiting();
    expect([idOf(reloaded), reloaded.view.step?.status]).toEqual([idOf(session), 'ended']);
  });

  it('stays readable in its tab once ended, but the next tab begins a new one', async () => {
    server.endsAt = 2;
    const session = await visiting();
    await session.send({ type: 'continue' });
    expect(session.view.step?.status).toBe('ended');
    expect(idOf(await visiting())).toBe(idOf(session));
    tab = new MemoryShelf();
    expect(idOf(await visiting())).not.toBe(idOf(session));
  });

  it('begins again when the visitor asks for it', async () => {
    const session = await visiting();
    const first = idOf(session);
    await session.restart();
    expect(idOf(session)).not.toBe(first);
    expect(seq(session)).toBe(1);
  });
});

describe('an answer', () => {
  it('counts once although the connection breaks after the server took it', async () => {
    const session = await visiting();
    server.faults = ['lose-answer'];
    await session.send({ type: 'continue' });
    expect(server.inputs).toHaveLength(2);
    expect(new Set(server.inputs.map(({ inputId }) => inputId)).size).toBe(1);
    expect(seq(session)).toBe(2);
  });

  it('is tried until it arrives, and a lasting break shows', async () => {
    const session = await visiting();
    const seen = new Set<string>();
    session.onChange(() => seen.add(session.view.connection));
    server.faults = ['refuse', 'refuse', 'refuse'];
    await session.send({ type: 'continue' });
    expect(seen).toContain('unreachable');
    expect(session.view).toMatchObject({ connection: 'up', sending: null, step: { seq: 2 } });
  });

  it('takes an answer to a screen that came by the live channel before the answer that led to it', async () => {
    const session = await visiting();
    server.sameNode = true;
    await until(() => server.listens(idOf(session)));
    let answered: () => void = () => undefined;
    server.late = new Promise((done) => (answered = done));
    const sending = session.send({ type: 'continue' });
    // Twice pressed is once meant, as long as the old screen stands.
    await session.send({ type: 'continue' });
    await until(() => seq(session) === 2);
    await session.send({ type: 'continue' });
    expect(server.inputs).toHaveLength(1);
    server.late = null;
    answered();
    await sending;
    expect([server.inputs.map((each) => each.seq), seq(session)]).toEqual([[1, 2], 3]);
  });

  it('waits while the browser is offline and goes at once when it is back', async () => {
    const session = await visiting();
    server.faults = Array.from({ length: 50 }, () => 'refuse');
    const sending = session.send({ type: 'continue' });
    session.network(false);
    expect(session.view.connection).toBe('offline');
    await until(() => server.faults.length < 48);
    server.faults = [];
    session.network(true);
    await sending;
    expect(session.view).toMatchObject({ connection: 'up', step: { seq: 2 } });
  });

  it('does nothing twice when tapped twice', async () => {
    const session = await visiting();
    await Promise.all([session.send({ type: 'continue' }), session.send({ type: 'continue' })]);
    expect(server.inputs).toHaveLength(1);
  });

  it('given while the page reports its prompt’s end is sent right after, to the same question only', async () => {
    server.accepts = ['continue', 'mediaEnd'];
    server.sameNode = true;
    const session = await visiting();
    await Promise.all([session.send({ type: 'mediaEnd' }), session.send({ type: 'continue' })]);
    expect(server.inputs.map(({ input, seq: at }) => [input.type, at])).toEqual([
      ['mediaEnd', 1],
      ['continue', 2],
    ]);
    server.sameNode = false;
    server.inputs.length = 0;
    await Promise.all([session.send({ type: 'mediaEnd' }), session.send({ type: 'continue' })]);
    expect(server.inputs.map(({ input }) => input.type)).toEqual(['mediaEnd']);
  });

  it('is not sent when the screen does not wait for it', async () => {
    const session = await visiting();
    await session.send({ type: 'skip' });
    expect(server.inputs).toHaveLength(0);
  });

  it('gives way to the current screen when the visit has moved on elsewhere', async () => {
    const session = await visiting();
    server.advance(idOf(session), false);
    await session.send({ type: 'continue' });
    expect(session.view).toMatchObject({ step: { seq: 2 }, notice: null, sending: null });
  });

  it('comes back when the server does not take it, and the screen stays', async () => {
    const session = await visiting();
    server.refusal = { status: 422, body: { code: 'input.not-accepted', detail: 'Send one of `accepts`.' } };
    await session.send({ type: 'continue' });
    expect(session.view).toMatchObject({ notice: 'We couldn’t take that in. Try it once more.', step: { seq: 1 } });
    await session.send({ type: 'continue' });
    expect(session.view).toMatchObject({ notice: null, step: { seq: 2 } });
  });

  it.each([
    ['input.time', 'That time is not free any more. Choose another.'],
    ['input.closed', 'Nobody is there to call you at that time. Choose another.'],
    ['input.limit', 'This visit has had as many answers as it can. Start again.'],
    ['request.rate-limited', 'That was a lot at once. Wait a moment, then try again.'],
  ])('comes back with why it was refused, in the page’s own words: %s', async (code, notice) => {
    const session = await visiting();
    server.refusal = { status: 422, body: { code, detail: 'As the server says it.' } };
    await session.send({ type: 'continue' });
    expect(session.view).toMatchObject({ notice, step: { seq: 1 } });
  });

  it.each([
    ['en', 'too-short', 'This number is one digit short. A mobile there looks like +31\u00a06\u00a012345678.'],
    [
      'de',
      'too-short',
      'Dieser Nummer fehlt eine Ziffer. Eine Handynummer sieht dort so aus: +31\u00a06\u00a012345678.',
    ],
    ['fr', 'country', 'Nous n’appelons pas ce pays. Donnez un numéro d’un autre pays, ou écrivez-nous.'],
    ['de', 'of-a-later-version', 'Diese Nummer gibt es nicht. Prüfen Sie die Ziffern und die Landesvorwahl.'],
  ])('comes back with why a number is not called, in the page’s language: %s, %s', async (language, reason, notice) => {
    const session = await visiting();
    await speak([language]);
    server.refusal = {
      status: 422,
      body: { code: 'input.phone', reason, detail: 'As the server says it.', digits: 1, example: '+31 6 12345678' },
    };
    await session.send({ type: 'continue' });
    expect(session.view).toMatchObject({ notice, step: { seq: 1 } });
    await speak(['en']);
  });

  it('ends the visit with a way back when its token has run out', async () => {
    const session = await visiting();
    server.refusal = { status: 401, body: { code: 'auth.expired' } };
    await session.send({ type: 'continue' });
    expect(session.view).toMatchObject({ phase: 'failed', failure: { remedy: 'restart' } });
    await session.restart();
    expect(session.view.phase).toBe('open');
  });
});

describe('the event stream', () => {
  it('moves the visit on when the server rings', async () => {
    const session = await visiting();
    await until(() => server.listens(idOf(session)));
    server.advance(idOf(session));
    await until(() => seq(session) === 2);
  });

  it('comes back after a break and fetches what was rung meanwhile', async () => {
    const session = await visiting();
    await until(() => server.listens(idOf(session)));
    server.cutStreams();
    server.advance(idOf(session), false);
    await until(() => seq(session) === 2);
  });

  it('ends with the visit', async () => {
    server.endsAt = 2;
    const session = await visiting();
    await until(() => server.listens(idOf(session)));
    await session.send({ type: 'continue' });
    await until(() => !server.listens(idOf(session)));
  });
});

describe('usage data', () => {
  beforeEach(() => {
    server.consents.length = 0;
    server.privacy = { analytics: 'ask', answer: null, signalled: false };
  });
  afterAll(() => (server.privacy = { analytics: 'none', answer: null, signalled: false }));

  it('are answered for once: the next visit begins with the answer', async () => {
    const first = await visiting();
    expect(first.view.privacy).toEqual({ analytics: 'ask', answer: null, signalled: false });
    first.answerConsent('given');
    expect(first.view.privacy).toMatchObject({ answer: 'given' });
    await until(() => server.consents.length === 1);
    await first.restart();
    expect(server.starts.at(-1)).toMatchObject({ consent: { answer: 'given', text: CONSENT_TEXT } });
  });

  it('are asked about anew when the text of the question is another one', async () => {
    browser.setItem('calldocker.consent.shop', 'given 2019-01');
    await visiting();
    expect(server.starts.at(-1)).not.toHaveProperty('consent');
  });

  it('are refused at one widget and not at the other', async () => {
    (await visiting('shop')).answerConsent('refused');
    await visiting('other');
    expect(server.starts.at(-1)).not.toHaveProperty('consent');
  });

  it('keep the answer that the server did not hear, and say it when it is back', async () => {
    const session = await visiting();
    server.faults = ['refuse'];
    session.answerConsent('refused');
    expect(session.view.privacy).toMatchObject({ answer: 'refused' });
    await until(() => server.faults.length === 0 && server.listens(idOf(session)));
    server.cutStreams();
    await until(() => server.consents.length === 1);
    expect(server.consents).toEqual([{ answer: 'refused', text: CONSENT_TEXT }]);
  });

  it.each([{ doNotTrack: '1' }, { globalPrivacyControl: true }])(
    'are not asked about where the browser says %j',
    (signal) => {
      expect(isSignalled({ doNotTrack: null, ...signal } as unknown as Navigator)).toBe(true);
      expect(isSignalled({ doNotTrack: '0', globalPrivacyControl: false } as unknown as Navigator)).toBe(false);
    },
  );
});
