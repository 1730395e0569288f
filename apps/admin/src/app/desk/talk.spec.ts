import type { Api } from '../api/api';
import type { DeskEntry, Message, Whisper } from '../api/types';
import { Talk } from './talk';

const message = (seq: number, author: Message['author'] = 'visitor'): Message => ({
  ...{ id: `m${seq}`, seq, author, name: null, text: `message ${seq}`, file: null, event: null },
  at: '2026-07-01T10:00:00Z',
});
const whisper = (n: number, afterSeq: number): Whisper => ({
  ...{ id: `w${n}`, n, afterSeq, name: 'Sam', text: `whisper ${n}`, at: '2026-07-01T10:00:00Z' },
});

function talkOf(messages: Message[], whispers: Whisper[]): Talk {
  const after = <T>(all: T[], cursor: unknown) =>
    Promise.resolve({ items: all.slice(Number(cursor)), nextCursor: null });
  const api = {
    getDeskEntry: () =>
      Promise.resolve({ lastSeq: messages.length, lastWhisper: whispers.length, read: 0, call: null } as DeskEntry),
    listDeskMessages: (_id: string, { cursor }: { cursor?: unknown }) => after(messages, cursor),
    listWhispers: (_id: string, { cursor }: { cursor?: unknown }) => after(whispers, cursor),
    whisper: (_id: string, { id, text }: { id: string; text: string }) => {
      const sent = { ...whisper(whispers.length + 1, messages.length), id, text };
      whispers.push(sent);
      return Promise.resolve(sent);
    },
    sendDeskMessage: () => Promise.reject(new Error('A whisper went to the visitor')),
  };
  return new Talk(api as unknown as Api, 'entry', () => undefined);
}

const ids = (talk: Talk): string[] => talk.said().map(({ id }) => id);

/** All that is asked is answered at once: nothing is left for later. */
const answered = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('a talk with whispers', () => {
  it('shows each under the message it followed, in their order', async () => {
    const talk = talkOf([message(1), message(2, 'agent')], [whisper(1, 0), whisper(2, 1), whisper(3, 1)]);
    await talk.look();
    expect(ids(talk)).toEqual(['w1', 'm1', 'w2', 'w3', 'm2']);
  });

  it('shows what has come since, once', async () => {
    const [messages, whispers] = [[message(1)], [whisper(1, 1)]];
    const talk = talkOf(messages, whispers);
    await talk.look();
    messages.push(message(2));
    whispers.push(whisper(2, 2));
    talk.hear({ entryId: 'entry', lastSeq: 2, readByOther: 0, lastWhisper: 2, supervision: 0, call: null });
    await answered();
    await talk.look();
    expect(ids(talk)).toEqual(['m1', 'w1', 'm2', 'w2']);
  });

  it('sends a whisper by the whispers’ door alone', async () => {
    const talk = talkOf([message(1)], []);
    await talk.look();
    talk.whisper(' Offer the loan bike. ');
    await answered();
    expect(talk.said().map(({ text }) => text)).toEqual(['message 1', 'Offer the loan bike.']);
  });
});
