/** @jest-environment jsdom */
import { answerError, tidy } from './answers.js';
import { Look } from './look.js';
import { Saved } from './saved.js';
import { subjectOf, surroundings, withoutResume } from './surroundings.js';
import type { AskScreen } from './wire.js';

describe('an answer', () => {
  const ask = (part: Partial<AskScreen>): AskScreen => ({
    kind: 'ask',
    nodeId: 'a',
    language: 'en',
    prompt: '?',
    answer: 'text',
    ...part,
  });

  it.each([
    [ask({}), '', 'Type your answer first.'],
    [ask({ answer: 'rating' }), '', 'Choose a number first.'],
    [ask({ answer: 'digits' }), '12a', 'Use digits only.'],
    [ask({ answer: 'digits', minLength: 6 }), '12 34', 'That is too short. It has at least 6 digits.'],
    [ask({ answer: 'text', maxLength: 3 }), 'four', 'That is too long. It has at most 3 characters.'],
    [ask({ answer: 'number' }), 'ten', 'Type a number, for example 12 or 3.5.'],
    [ask({ answer: 'email' }), 'a@b', 'An e-mail address looks like name@example.com.'],
  ])('that cannot be right is mended on the page (%#)', (screen, text, error) => {
    expect(answerError(screen, text)).toBe(error);
  });

  it.each([
    [ask({ answer: 'digits', minLength: 6, maxLength: 6 }), '123 456'],
    [ask({ answer: 'number' }), '-3,5'],
    [ask({ answer: 'email' }), 'name@example.com'],
    [ask({ answer: 'phone' }), 'anything the server should judge'],
  ])('that may be right is left to the server (%#)', (screen, text) => expect(answerError(screen, text)).toBeNull());

  it('in digits loses the groups it was typed in', () => expect(tidy('digits', ' 12-34 56 ')).toBe('123456'));
});

describe('who the host page says the visitor is', () => {
  const token = (claims: unknown): string => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;

  it('is read from the token, and nothing is what cannot be read', () => {
    expect(subjectOf({ widgetKey: 'key', identity: token({ sub: 'C-17', name: 'Zoë Þórs ~?>' }) })).toBe('C-17');
    for (const identity of ['', 'x', 'e30.%.x', token(null), token({ sub: 17 })])
      expect(subjectOf({ widgetKey: 'key', identity })).toBeNull();
  });

  it('keeps two people’s visits in one browser apart, and from that of somebody unknown', () => {
    const visit = { sessionId: 's', token: 't', expiresAt: Date.now() + 60_000 };
    const of = (subject: string | null) => new Saved('key', sessionStorage, localStorage, subject);
    of('C-17').write(visit);
    expect([of('C-17').read(), of('C-18').read(), of(null).read()]).toEqual([visit, null, null]);
    of('C-17').clear();
  });
});

describe('what the widget tells', () => {
  it('reaches the start of the visit', () => {
    const { start, theme } = surroundings('key', '#page=https://shop.example/a&mode=audio&theme=dark&data.order=17', [
      'nl',
    ]);
    expect(start).toEqual({
      widgetKey: 'key',
      mode: 'audio',
      languages: ['nl'],
      pageUrl: 'https://shop.example/a',
      attributes: { order: '17' },
    });
    expect(theme).toBe('dark');
  });

  it('is nothing for a page opened by its address, and nonsense is left out', () => {
    const nothing = { start: { widgetKey: 'key' }, theme: null, resume: null, text: false };
    expect(surroundings('key', '')).toEqual(nothing);
    expect(surroundings('key', '#mode=smell&theme=pink')).toEqual(nothing);
  });

  it('is for the page alone where it asks to be read', () => {
    expect(surroundings('key', '#mode=text')).toMatchObject({ start: { widgetKey: 'key' }, text: true });
  });
});

describe('a token to go on with a visit', () => {
  it('is read from the fragment, and leaves nothing else behind when it is taken out', () => {
    expect(surroundings('key', '#theme=dark&resume=abc').resume).toBe('abc');
    const at = { pathname: '/ivr-experience/key', search: '' };
    expect(withoutResume({ ...at, hash: '#theme=dark&resume=abc' })).toBe('/ivr-experience/key#theme=dark');
    expect(withoutResume({ ...at, hash: '#resume=abc' })).toBe('/ivr-experience/key');
  });
});

describe('the look', () => {
  const brand = { theme: 'light', variables: { '--lamp': '#ffd9a0', '--floor': 'light-dark(#eee, #111)' } } as const;
  const { style, dataset } = document.documentElement;

  it('takes what the company chose, and gives it back when it is chosen no more', () => {
    const look = new Look(document.documentElement);
    look.brand(brand);
    expect([style.getPropertyValue('--lamp'), 'floor' in dataset]).toEqual(['#ffd9a0', true]);
    look.brand({ theme: 'auto', variables: {} });
    expect([style.getPropertyValue('--lamp'), 'floor' in dataset]).toEqual(['', false]);
  });

  it('takes no property that is not on the list', () => {
    new Look(document.documentElement).brand({ theme: 'auto', variables: { '--ink': 'red', color: 'red' } });
    expect([style.getPropertyValue('--ink'), style.color]).toEqual(['', '']);
  });

  it('follows the page around it before the brand, and the system on "auto"', () => {
    const look = new Look(document.documentElement);
    look.force('dark');
    look.brand(brand);
    expect(document.documentElement.dataset['theme']).toBe('dark');
    look.force('auto');
    expect(document.documentElement.dataset['theme']).toBeUndefined();
  });
});

describe('a kept visit', () => {
  const visit = { sessionId: 's', token: 't', expiresAt: 2_000 };

  it('is forgotten when its time is over, or what is kept is not a visit', () => {
    const saved = new Saved('key', sessionStorage, localStorage);
    saved.write(visit);
    expect(saved.read(1_000)).toEqual(visit);
    expect(saved.read(3_000)).toBeNull();
    sessionStorage.setItem('calldocker.visit.key', '{"sessionId":1}');
    localStorage.setItem('calldocker.visit.key', 'not json');
    expect(saved.read(1_000)).toBeNull();
  });

  it('is simply not kept where storage is blocked', () => {
    const blocked = () => {
      throw new Error('blocked');
    };
    const saved = new Saved('key', { getItem: blocked, setItem: blocked, removeItem: blocked }, null);
    saved.write(visit);
    expect(saved.read(1_000)).toBeNull();
    expect(() => saved.clear()).not.toThrow();
  });
});
