/** @jest-environment jsdom */
import { frameMessage, frameUrl, originOf } from './protocol.js';

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

describe('the frame’s address', () => {
  const setting = { widget: 'k/ey', page: 'https://shop.example/a?token=1#x', mode: null, theme: null, data: {} };

  it('tells about the page in the fragment only, without its query', () => {
    expect(frameUrl(visitor, setting)).toBe(
      'https://help.example/ivr-experience/k%2Fey#page=https%3A%2F%2Fshop.example%2Fa',
    );
  });

  it('hands over mode, theme and the flow’s values', () => {
    const url = new URL(frameUrl(visitor, { ...setting, mode: 'audio', theme: 'dark', data: { order: '1 & 2' } }));
    const told = new URLSearchParams(url.hash.slice(1));
    expect([told.get('mode'), told.get('theme'), told.get('data.order')]).toEqual(['audio', 'dark', '1 & 2']);
    expect(url.search).toBe('');
  });
});

test('CallDocker is at the element’s origin, else where the script came from', () => {
  expect(originOf('https://a.example/x', 'https://b.example/widget.js')).toBe('https://a.example');
  expect(originOf(null, 'https://b.example/widget.js')).toBe('https://b.example');
  expect(originOf('nonsense', 'https://b.example/widget.js')).toBe('https://b.example');
  expect(originOf(null, null)).toBeNull();
});
