/** @jest-environment jsdom */
import { type Dress, frameMessage, frameUrl, originOf, telling, wordsIn } from './protocol.js';

const visitor = 'https://help.example';

function message(data: unknown, origin = visitor, source: Window = window): MessageEvent<unknown> {
  return new MessageEvent('message', { data, origin, source });
}

describe('a message to the widget', () => {
  it('is believed from its own frame at CallDocker’s origin', () => {
    expect(frameMessage(message({ calldocker: 1, type: 'ready' }), window, visitor)).toEqual({ type: 'ready' });
    expect(frameMessage(message({ calldocker: 1, type: 'ended', sessionId: 's' }), window, visitor)).toEqual({
      type: 'ended',
      sessionId: 's',
    });
  });

  it.each([
    ['another origin', message({ calldocker: 1, type: 'close' }, 'https://help.example.evil')],
    ['another library', message({ type: 'close' })],
    ['an end of nothing', message({ calldocker: 1, type: 'ended', sessionId: 7 })],
    ['a word it does not know', message({ calldocker: 1, type: 'navigate' })],
    ['no object', message('close')],
    ['nothing', message(null)],
  ])('is ignored when it is %s', (_name, event) => expect(frameMessage(event, window, visitor)).toBeNull());

  it('is ignored from another frame, or before there is one', () => {
    const other = document.body.appendChild(document.createElement('iframe')).contentWindow;
    expect(frameMessage(message({ calldocker: 1, type: 'close' }), other, visitor)).toBeNull();
    expect(frameMessage(message({ calldocker: 1, type: 'close' }), undefined, visitor)).toBeNull();
  });
});

describe('what the frame is told', () => {
  const place = {
    url: 'https://shop.example/a?order=1#x',
    title: 'Basket',
    referrer: 'https://ads.example/',
    language: 'nl',
  };
  const told = (
    data: Record<string, string> = {},
    mode: string | null = null,
    theme: string | null = null,
    identity: string | null = null,
  ) => new URLSearchParams(telling({ place, mode, theme, identity, language: null, data }));

  it('is the page with its query, without what stands behind the #', () => {
    expect(told().get('page')).toBe('https://shop.example/a?order=1');
  });

  it('holds the page as values that a flow may declare', () => {
    expect(['pageUrl', 'pageTitle', 'pageReferrer', 'pageLanguage'].map((name) => told().get(`data.${name}`))).toEqual([
      'https://shop.example/a?order=1',
      'Basket',
      'https://ads.example/',
      'nl',
    ]);
  });

  it('holds mode, theme, identity and the values given, which go before those of the page', () => {
    const given = told({ order: '1 & 2', pageTitle: 'Mine' }, 'audio', 'dark', 'e30.e30.x');
    expect(['mode', 'theme', 'identity', 'data.order', 'data.pageTitle'].map((name) => given.get(name))).toEqual([
      'audio',
      'dark',
      'e30.e30.x',
      '1 & 2',
      'Mine',
    ]);
  });

  it('stands in the address’s fragment, which reaches no log', () => {
    const url = new URL(
      frameUrl(
        visitor,
        'k/ey',
        telling({ place, mode: null, theme: null, identity: null, language: null, data: { order: '17' } }),
      ),
    );
    expect([url.pathname, url.search]).toEqual(['/ivr-experience/k%2Fey', '']);
    expect(new URLSearchParams(url.hash.slice(1)).get('data.order')).toBe('17');
  });
});

test('the company’s words are those of the first language that has any', () => {
  const dress = { wording: { en: { launcher: 'Talk to us' }, nl: { launcher: 'Praat met ons' } } } as unknown as Dress;
  expect(wordsIn(dress, [null, 'nl-BE', 'en']).launcher).toBe('Praat met ons');
  expect(wordsIn(dress, ['fr']).launcher).toBe('Talk to us');
  expect(wordsIn({ ...dress, wording: {} }, ['nl'])).toEqual({});
});

test('CallDocker is at the element’s origin, else where the script came from', () => {
  expect(originOf('https://a.example/x', 'https://b.example/widget.js')).toBe('https://a.example');
  expect(originOf(null, 'https://b.example/widget.js')).toBe('https://b.example');
  expect(originOf('nonsense', 'https://b.example/widget.js')).toBe('https://b.example');
  expect(originOf(null, null)).toBeNull();
});
