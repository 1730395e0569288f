import { announcement, titleOf } from './announce.js';
import type { Screen } from './wire.js';

const base = { nodeId: 'n', language: 'en' };
const queue: Screen = { ...base, kind: 'queue', queue: 'w', prompt: 'You are in line. Somebody comes soon.' };
const faq: Screen = { ...base, kind: 'faq', prompt: 'Why? Look here.', articles: [], timeoutSeconds: 60 };
const long = 'Tell the workshop’s master about anything at all that we could not answer for you here';

describe('what a screen reader hears', () => {
  it.each<[string, Screen, boolean, string]>([
    ['a wait whose heading has the focus', queue, true, 'Somebody comes soon.'],
    ['a wait that came without the focus', queue, false, 'You are in line. Somebody comes soon.'],
    ['a wait without words', { ...base, kind: 'filler' }, false, 'One moment'],
    ['the same, focused', { ...base, kind: 'filler' }, true, ''],
    ['a question whose heading is whole', faq, true, ''],
    ['a long prompt that is the heading', { ...base, kind: 'email', prompt: long, maxLength: 9 }, true, ''],
    ['a long text under a heading of the page', { ...base, kind: 'filler', text: long }, true, long],
  ])('of %s', (_what, screen, focused, heard) => expect(announcement(screen, focused)).toBe(heard));

  it('is followed by what was wrong', () => {
    expect(announcement({ ...queue, notice: 'Nobody yet.' }, true)).toBe('Somebody comes soon. Nobody yet.');
  });

  it('and the page is called by the heading alone', () => {
    expect(titleOf(queue)).toBe('You are in line');
    expect(titleOf(faq)).toBe('Why? Look here.');
    expect(titleOf({ ...base, kind: 'email', prompt: long, maxLength: 9 })).toBe(long);
    expect(titleOf({ ...base, kind: 'message', text: long })).toBe('');
  });
});
