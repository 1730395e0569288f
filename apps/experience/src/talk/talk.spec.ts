import { Unreachable } from '../api.js';
import type { Conversation, Message, Problem } from '../wire.js';
import type { TalkApi } from './talk-api.js';
import { Talk, type Drawer } from './talk.js';

/** The server's side of a talk: messages by number, each id once. It may be out of reach, or refuse. */
class TalkServer {
  messages: Message[] = [];
  down = 0;
  /** Loses the answer, not the message. */
  loses = 0;
  refuses: Problem | null = null;
  entryId = 'entry';
  phase: Conversation['phase'] = 'serving';

  readonly api = {
    conversation: async () => {
      this.reach();
      const body: Conversation = {
        ...{
          entryId: this.entryId,
          phase: this.phase,
          agentName: 'Anna',
          joined: [],
          read: 0,
          readByOther: 0,
          call: null,
        },
        heldSeconds: null,
        ...{ fileLimitBytes: 10, lastSeq: this.messages.length },
      };
      return Promise.resolve({ ok: true as const, body });
    },
    messages: async (after: number) => {
      this.reach();
      return Promise.resolve({
        ok: true as const,
        body: { items: this.messages.slice(after, after + 2), nextCursor: null },
      });
    },
    send: async (id: string, text: string) => {
      this.reach();
      if (this.refuses) return Promise.resolve({ ok: false as const, problem: this.refuses });
      const body = this.messages.find((each) => each.id === id) ?? this.write('visitor', text, id);
      if (this.loses-- > 0) throw new Unreachable();
      return Promise.resolve({ ok: true as const, body });
    },
    read: async () => Promise.resolve({ ok: true as const, body: null }),
    typing: async () => Promise.resolve({ ok: true as const, body: null }),
  } as unknown as TalkApi;

  write(author: 'visitor' | 'agent', text: string, id: string = crypto.randomUUID()): Message {
    const at = new Date().toISOString();
    const message = { id, seq: this.messages.length + 1, author, name: null, text, file: null, event: null, at };
    this.messages.push(message);
    return message;
  }

  private reach(): void {
    if (this.down-- > 0) throw new Unreachable();
  }
}

class Kept implements Drawer {
  kept: { id: string; text: string }[] = [];
  read = () => this.kept;
  write = (kept: { id: string; text: string }[]) => void (this.kept = kept);
}

let server: TalkServer;
let talk: Talk;
const open = (drawer: Drawer = new Kept()) => (talk = new Talk(server.api, drawer, () => undefined));
const texts = () => talk.messages.map(({ text }) => text);
const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
};
beforeEach(() => {
  server = new TalkServer();
});
afterEach(() => talk.stop());

describe('a talk on the visitor’s page', () => {
  it('has every message once and in order, though most bells were lost and some rang twice', async () => {
    for (const text of ['a', 'b', 'c', 'd', 'e']) server.write('agent', text);
    open();
    await until(() => talk.messages.length === 5);
    for (const text of ['f', 'g', 'h']) server.write('agent', text);
    talk.hear('message');
    talk.hear('message');
    await until(() => talk.messages.length === 8);
    expect(texts()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
  });

  it('sends what was written in its order, again when nothing answered, and once all the same', async () => {
    open();
    await until(() => talk.conversation !== null);
    server.down = 1;
    server.loses = 1;
    talk.send('one');
    talk.send('two');
    await until(() => talk.outgoing.length === 0);
    expect(server.messages.map(({ text }) => text)).toEqual(['one', 'two']);
    expect(texts()).toEqual(['one', 'two']);
  });

  it('is not the last one, which was over before: what is written waits until there is somebody to read it', async () => {
    server.write('agent', 'Good bye.');
    server.phase = 'ended';
    open();
    await until(() => talk.conversation !== null);
    expect([talk.conversation?.phase, texts()]).toEqual(['none', []]);
    talk.send('Hello again');
    expect(talk.outgoing).toHaveLength(1);

    Object.assign(server, { entryId: 'another', phase: 'waiting', messages: [] });
    talk.hear('message');
    await until(() => texts().includes('Hello again'));
    server.phase = 'ended';
    talk.hear('message');
    await until(() => talk.conversation?.phase === 'ended');
    expect(texts()).toEqual(['Hello again']);
  });

  it('shows what the agent wrote meanwhile before one’s own', async () => {
    open();
    await until(() => talk.conversation !== null);
    server.write('agent', 'theirs');
    talk.send('mine');
    await until(() => talk.messages.length === 2);
    expect(texts()).toEqual(['theirs', 'mine']);
  });

  it.each<[number, Problem['code'], string]>([
    [422, 'message.file-type', 'Send a picture (JPEG, PNG or WebP), a PDF or plain text.'],
    [422, 'message.file-refused', 'This file was not taken. Send another one.'],
    [429, 'request.rate-limited', 'That was a lot at once. Wait a moment, then try again.'],
    [400, 'request.invalid', 'It was not sent.'],
  ])('says why a message was refused, keeps it, and sends it when asked to: %i %s', async (status, code, said) => {
    open();
    await until(() => talk.conversation !== null);
    server.refuses = { status, code, detail: 'As the server says it.' };
    talk.send('no');
    await until(() => talk.outgoing[0]?.refusal === said);
    server.refuses = null;
    talk.retry(talk.outgoing[0]?.id ?? '');
    await until(() => texts().includes('no'));
    expect(talk.outgoing).toEqual([]);
  });

  it('keeps what was not sent over a reload', async () => {
    const drawer = new Kept();
    server.down = Infinity;
    open(drawer);
    talk.send('unsent');
    talk.stop();
    server.down = 0;
    open(drawer);
    await until(() => talk.messages.length === 1);
    expect([texts(), drawer.kept]).toEqual([['unsent'], []]);
  });

  it('does not send a file that is too large', async () => {
    open();
    await until(() => talk.conversation !== null);
    talk.sendFile({ name: 'film.mp4', size: 11 } as File);
    expect(talk.outgoing[0]?.refusal).toContain('too large');
    expect(server.messages).toEqual([]);
  });
});
