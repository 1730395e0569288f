/** What goes out, whatever visitors say: values stay values, secrets stay names, and no visitor chooses the server. */
import fc from 'fast-check';
import {
  LIMITS,
  resume,
  start,
  validate,
  type Definition,
  type Effect,
  type Facts,
  type FlowNode,
  type NodeOf,
  type Step,
  type VariableValue,
} from './index.js';
import { finish, flow } from '../testing/flows.js';
import { bundleOf } from '../testing/play.js';

type Node = NodeOf<'request'>;
type Sent = Extract<Effect, { type: 'request' }>;

const values = { base: 'https://shop.example.com/api', host: 'https://shop.example.com', bad: 'shop.example.com' };
const bad = { ...finish, name: 'Failed' };
const variables: Definition['variables'] = {
  text: { type: 'text', personal: false },
  other: { type: 'text', personal: false },
  number: { type: 'number', personal: false },
  flag: { type: 'boolean', personal: false },
};
const node: Node = {
  kind: 'request',
  name: 'Ask the shop',
  exits: { success: 'end', notFound: 'end', failed: 'bad' },
  method: 'POST',
  url: '{env:base}/orders',
  headers: [],
  bodyType: 'json',
  take: [],
  timeoutSeconds: 5,
  retries: 0,
  maxBytes: 4096,
};

function definitionOf(change: Partial<Node>): Definition {
  return flow({ ask: { ...node, ...change }, bad }, { variables });
}

function begin(change: Partial<Node>, given: Record<string, VariableValue> = {}, now = 0): Step {
  const env = { now, seed: 's', bindings: { values } };
  return start(bundleOf(definitionOf(change)), { languages: ['en'], variables: given }, env);
}

function sent(change: Partial<Node>, given: Record<string, VariableValue> = {}): Sent | undefined {
  return begin(change, given).effects.find((effect) => effect.type === 'request');
}

/** The code of what kept it from going out. */
function refusal(change: Partial<Node>, given: Record<string, VariableValue> = {}): unknown {
  const { events, effects, state } = begin(change, given);
  expect([effects, state.nodeId]).toEqual([[], 'bad']);
  return events.find(({ type }) => type === 'failed')?.data.code;
}

function issues(change: Partial<Node>, facts?: Facts): string[] {
  return validate(definitionOf(change), facts)
    .filter(({ nodeId, code }) => nodeId === 'ask' && code !== 'variable.maybe-unset')
    .map(({ code, field }) => `${code} ${field}`);
}

/** Half a character is none to the outside. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Any text, and the signs that break out of places. */
const said = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc
    .array(
      fc.constantFrom(
        '"',
        '\\',
        '{',
        '}',
        '{secret:key}',
        '{env:base}',
        '/',
        '..',
        '.',
        '@',
        '?',
        '#',
        '\r\n',
        'é',
        '\ud800',
        ',',
        '&',
        '=',
        '+',
        '%41',
      ),
    )
    .map((parts) => parts.join('')),
);

describe('the address', () => {
  test('keeps its server and the number of its parts whatever a visitor says', () => {
    fc.assert(
      fc.property(said, said, (text, other) => {
        const { effects, state } = begin({ url: '{env:base}/orders/{text}/lines?note={other}' }, { text, other });
        const [effect] = effects;
        if (effect?.type !== 'request') {
          expect(state.nodeId).toBe('bad');
          return;
        }
        const { origin, pathname, searchParams, hash } = new URL(effect.url);
        expect([origin, hash, [...searchParams.keys()]]).toEqual(['https://shop.example.com', '', ['note']]);
        const [, api, orders, part = '', lines, ...more] = pathname.split('/');
        expect([api, orders, lines, more]).toEqual(['api', 'orders', 'lines', []]);
        expect(decodeURIComponent(part)).toBe(wellFormed(text));
        expect(searchParams.get('note')).toBe(wellFormed(other));
      }),
    );
  });

  test.each([
    ['https://{text}.example.com/', 'evil'],
    ['https://{text}/orders', 'evil.example'],
    ['https://shop.example.com{text}', '.evil.example'],
    ['{env:host}{text}', '.evil.example'],
    ['{text}://shop.example.com/', 'http'],
    ['{text}', 'https://evil.example'],
    ['{env:bad}/orders', ''],
    ['//shop.example.com/', ''],
    ['ftp://shop.example.com/', ''],
    ['https:///orders', ''],
    ['https://shop.example.com\\{text}', '@evil.example'],
    ['https://shop.example.com/{secret:key}', ''],
    ['', ''],
  ])('%j is not sent', (url, text) => {
    expect(refusal({ url }, { text })).toBe('request.url');
    if (url !== '{env:bad}/orders')
      expect(issues({ url })).toContain(`request.${url.includes('secret') ? 'secret' : 'url'} url`);
  });

  test.each([
    'HTTPS://shop.example.com',
    'http://localhost:8080/{text}',
    '{env:base}?q={text}',
    'https://{env:base}/{text}#{other}',
  ])('%j is in order', (url) => expect(issues({ url })).toEqual([]));

  test('needs the values it names', () => {
    expect(refusal({ url: '{env:toString}/orders' })).toBe('request.url');
    expect(refusal({ url: '{env:none}/orders' })).toBe('request.value');
  });

  test('may be too long', () => {
    const long = 'ü'.repeat(2000);
    expect(refusal({ url: 'https://x.example/{text}' }, { text: long })).toBe('request.too-large');
  });
});

describe('a JSON body', () => {
  const body = '{"a": "{text}", "b": {text}, "c": {number}, "d": {flag}, "e": [{"f": {other}}], "g": "\\"{text}\\\\"}';

  test('has the values where they stand, whatever a visitor says', () => {
    fc.assert(
      fc.property(said, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), (text, number, flag) => {
        const written = sent({ body }, { text, number, flag })?.body ?? [];
        expect(JSON.parse(written.join(''))).toEqual({
          a: text,
          b: text,
          c: number === 0 ? 0 : number,
          d: flag,
          e: [{ f: null }],
          g: `"${text}\\`,
        });
      }),
    );
  });

  test('names a secret that stands as text, and puts quotation marks around one that stands alone', () => {
    const written = sent({ body: '{"a": "Key {secret:key}!", "b": {secret:key}}' })?.body ?? [];
    expect(written).toEqual(['{"a": "Key ', { secret: 'key' }, '!", "b": "', { secret: 'key' }, '"}']);
    expect(JSON.parse(written.map((part) => (typeof part === 'string' ? part : 'S')).join(''))).toEqual({
      a: 'Key S!',
      b: 'S',
    });
  });

  test('never takes the name of a secret from a visitor', () => {
    const written = sent({ body: '{"a": "{text}"}' }, { text: '{secret:key}{env:base}' })?.body;
    expect(written).toEqual(['{"a": "{secret:key}{env:base}"}']);
  });

  test.each([
    ['{"a": 1}', []],
    ['{{"a": 1}}', ['request.body body']],
    ['{"a": {text}{number}}', ['request.body body']],
    ['{"a": "{text}}', ['request.body body']],
    ['{"a": "\\{text}"}', ['request.body body']],
    ['[{"a": {nobody}}]', ['variable.undeclared body']],
  ])('%j is looked at before', (text, found) => expect(issues({ body: text })).toEqual(found));

  test('of a GET request is not sent, and that is told', () => {
    expect(issues({ method: 'GET', body: '{"a": 1}' })).toEqual(['request.body body']);
    expect(sent({ method: 'GET', body: '{"a": 1}' })).not.toHaveProperty('body');
  });
});

test('a form has the values where they stand, whatever a visitor says', () => {
  fc.assert(
    fc.property(said, said, (text, other) => {
      const written = sent({ bodyType: 'form', body: 'a={text}&b={other}' }, { text, other })?.body ?? [];
      const read = new URLSearchParams(written.join(''));
      expect([...read]).toEqual([
        ['a', wellFormed(text)],
        ['b', wellFormed(other)],
      ]);
    }),
  );
});

describe('a header', () => {
  test.each(['a\r\nX-Admin: 1', 'a\nb', 'a\0b', 'Łukasz', '👋'])('does not carry %j', (text) => {
    expect(refusal({ headers: [{ name: 'X-Name', value: 'I am {text}' }] }, { text })).toBe('request.header');
  });

  test('is looked at before', () => {
    const headers = ['Host', 'content-length', 'X-Line', 'X Y', 'X-Ok'].map((name, at) => ({
      name,
      value: at === 2 ? 'a\nb' : '{secret:key} {env:base} {text}',
    }));
    expect(issues({ headers })).toEqual([
      'value.form headers.3.name',
      'request.header headers.0.name',
      'request.header headers.1.name',
      'request.header headers.2.value',
    ]);
    expect(refusal({ headers: [headers[2] ?? { name: '', value: '' }] })).toBe('request.header');
  });

  test('and a body may be too long together', () => {
    const text = 'x'.repeat(LIMITS.variableBytes);
    expect(refusal({ body: `["${'{text}'.repeat(20)}"]` }, { text })).toBe('request.too-large');
  });
});

test('values and secrets that the company does not keep are named', () => {
  const change = { url: '{env:gone}/', headers: [{ name: 'X', value: '{secret:lost}' }], body: '["{secret:here}"]' };
  expect(issues(change, { values: ['base'], secrets: ['here'] })).toEqual([
    'value.unknown url',
    'secret.unknown headers.0.value',
  ]);
});

test('what is taken is said in a form that can be followed, and once', () => {
  const take = ['a.b', '', 'a..b', ' a'].map((path) => ({ variable: 'text', path }));
  expect(issues({ take })).toEqual([
    'request.path take.1.path',
    'take.duplicate take.1.variable',
    'request.path take.2.path',
    'take.duplicate take.2.variable',
    'request.path take.3.path',
    'take.duplicate take.3.variable',
  ]);
});

test('a request that cannot be made is left at once, so it must not lead back to itself', () => {
  const circular = definitionOf({ url: 'https://x.example/{text}', exits: { success: 'end', failed: 'ask' } });
  expect(validate(circular).map(({ code, nodeId }) => `${code} ${nodeId}`)).toContain('flow.circle ask');
  const env = { now: 0, seed: 's' };
  const { state, events } = start(bundleOf(circular), { languages: ['en'], variables: { text: '..' } }, env);
  expect([state.outcome, events.at(-2)?.data.code]).toEqual(['failed', 'limit.steps']);
  // With a stop on the way there is no harm.
  const say: FlowNode = { kind: 'message', name: 'Wait', text: { en: 'Again' }, exits: { next: 'ask' } };
  const stopping = {
    ...circular,
    nodes: { ...circular.nodes, ask: { ...node, exits: { success: 'bad', failed: 'say' } }, say },
  };
  expect(validate(stopping).filter(({ code }) => code === 'flow.circle')).toEqual([]);
});

describe('the answer', () => {
  const definition = definitionOf({
    take: [{ variable: 'text', path: 'a' }],
    exits: { success: 'bad', failed: 'end' },
  });
  const bundle = bundleOf(definition);

  function answer(values: Record<string, VariableValue>): Step {
    const env = { now: 0, seed: 's', bindings: { values: { base: 'https://x.example' } } };
    const first = start(bundle, { languages: ['en'], variables: { text: 'before', other: 'mine' } }, env);
    return resume(bundle, first.state, { type: 'result', effectId: '0-1', status: 'ok', values }, env);
  }

  test('gives the variables that were asked for and no others', () => {
    expect(answer({ text: 'x', other: 'theirs', __proto__: 'y' }).state.variables).toEqual({
      text: 'x',
      other: 'mine',
    });
  });

  test('is not looked for in what all objects have', () => {
    const variables = { constructor: { type: 'text' as const, personal: false } };
    const ask = { ...node, take: [{ variable: 'constructor', path: 'a' }], exits: { success: 'bad' } };
    const own = bundleOf(flow({ ask, bad }, { variables }));
    const env = { now: 0, seed: 's', bindings: { values } };
    const { state } = start(own, { languages: [] }, env);
    const answered = resume(own, state, { type: 'result', effectId: '0-1', status: 'ok', values: {} }, env);
    expect(Object.entries(answered.state.variables)).toEqual([['constructor', null]]);
  });

  test('that lacks a value takes away the one from before', () => {
    expect(answer({}).state.variables.text).toBeNull();
    expect(answer({ text: 'x'.repeat(5000) }).state.variables.text).toBeNull();
  });

  test('is waited for as long as all tries may take, however often the screen is shown again', () => {
    const env = { now: 0, seed: 's', bindings: { values } };
    const slow = bundleOf({ ...definitionOf({ timeoutSeconds: 10, retries: 2 }), languages: ['en', 'de'] });
    const first = start(slow, { languages: ['en'] }, env);
    expect(first.wait.timeoutSeconds).toBe(10 * 3 + 1 + 2 + 5);
    const later = resume(slow, first.state, { type: 'language', language: 'de' }, { ...env, now: 12_400 });
    expect(later.wait.timeoutSeconds).toBe(38 - 12);
    const late = resume(slow, later.state, { type: 'language', language: 'en' }, { ...env, now: 3_600_000 });
    expect(late.wait.timeoutSeconds).toBe(1);
  });
});
