/** @jest-environment jsdom */
import { Host } from './host.js';
import { hostMessage, isStepMessage, listedOrigins, trusted } from './messages.js';

const ours = 'https://shop.example';

function message(data: unknown, origin = ours, source: Window = window): MessageEvent<unknown> {
  return new MessageEvent('message', { data, origin, source });
}

describe('a message from another window', () => {
  it('is believed from exactly the right window at exactly the right origin', () => {
    expect(trusted(message({ calldocker: 1, type: 'open' }), window, [ours])).toEqual({ calldocker: 1, type: 'open' });
  });

  it.each([
    ['another origin', message({ calldocker: 1, type: 'open' }, 'https://evil.example')],
    ['a longer origin that begins alike', message({ calldocker: 1, type: 'open' }, `${ours}.evil.example`)],
    ['something else than an object', message('open')],
    ['nothing', message(null)],
    ['another library', message({ type: 'open' })],
    ['another version', message({ calldocker: 2, type: 'open' })],
    ['no type', message({ calldocker: 1 })],
  ])('is ignored when it is %s', (_name, event) => expect(trusted(event, window, [ours])).toBeNull());

  it('is ignored from another window of the same origin', () => {
    const frame = document.body.appendChild(document.createElement('iframe')).contentWindow;
    expect(trusted(message({ calldocker: 1, type: 'open' }), frame, [ours])).toBeNull();
    expect(trusted(message({ calldocker: 1, type: 'open' }), null, [ours])).toBeNull();
  });

  it('from the host opens, closes, tells about its page or sets a theme that exists', () => {
    expect(hostMessage({ type: 'told', told: 'data.order=17' })).toEqual({ type: 'told', told: 'data.order=17' });
    expect(hostMessage({ type: 'told', told: 17 })).toBeNull();
    expect(hostMessage({ type: 'close', more: 1 })).toEqual({ type: 'close' });
    expect(hostMessage({ type: 'theme', theme: 'dark' })).toEqual({ type: 'theme', theme: 'dark' });
    expect(hostMessage({ type: 'theme', theme: 'pink' })).toBeNull();
    expect(hostMessage({ type: 'input' })).toBeNull();
  });

  it('from the builder must hold a whole step', () => {
    const step = { screen: {}, wait: {} };
    expect(isStepMessage({ type: 'step', step, brand: {}, doors: [] })).toBe(true);
    expect(isStepMessage({ type: 'step', step: { screen: {} }, brand: {}, doors: [] })).toBe(false);
    expect(isStepMessage({ type: 'other', step, brand: {}, doors: [] })).toBe(false);
  });
});

describe('the list of origins', () => {
  it('holds whole origins only: no star, no path, no placeholder', () => {
    expect(listedOrigins(`${ours} http://localhost:3000`)).toEqual([ours, 'http://localhost:3000']);
    expect(listedOrigins('* HOST_ORIGINS https://a.example/path null')).toEqual([]);
    expect(listedOrigins(null)).toEqual([]);
  });
});

describe('the host', () => {
  it('is nobody on a page of its own', () => {
    const host = new Host(window, [ours], () => undefined);
    expect(host.embedded).toBe(false);
    expect(() => host.post({ type: 'ready' })).not.toThrow();
  });

  it('is addressed by origin, and only heard when it is the parent', () => {
    const sent: [unknown, string][] = [];
    const parent = { postMessage: (data: unknown, origin: string) => sent.push([data, origin]) };
    const heard: unknown[] = [];
    const listeners: ((event: unknown) => void)[] = [];
    const frame = {
      parent,
      location: { origin: 'https://visitor.example' },
      addEventListener: (_type: string, listener: (event: unknown) => void) => listeners.push(listener),
    };
    const host = new Host(frame as unknown as Window, [ours], (each) => heard.push(each));
    host.post({ type: 'close' });
    expect(sent).toEqual([
      [{ calldocker: 1, type: 'close' }, ours],
      [{ calldocker: 1, type: 'close' }, 'https://visitor.example'],
    ]);
    const data = { calldocker: 1, type: 'close' };
    listeners[0]?.({ data, origin: ours, source: {} });
    listeners[0]?.({ data, origin: 'https://evil.example', source: parent });
    expect(heard).toEqual([]);
    listeners[0]?.({ data, origin: ours, source: parent });
    expect(heard).toEqual([{ type: 'close' }]);
  });
});
