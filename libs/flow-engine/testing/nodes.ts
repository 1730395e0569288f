/** Random nodes of every kind but subflows, which need flows to call. */
import fc from 'fast-check';
import type { FlowNode, Holiday, Localized, NodeOf, RequestHeader, TakenValue } from '../src/index.js';

export const LANGUAGES = ['en', 'de'];
export const both = <T>(value: T): Localized<T> => Object.fromEntries(LANGUAGES.map((language) => [language, value]));
const template = fc
  .array(fc.constantFrom('Hello ', '{text}', '{number}', '{secret}', '{{', '}}', 'ünïcode', ' '), { maxLength: 5 })
  .map((parts) => both(`Say: ${parts.join('')}`));
const media = both({ contentId: 'clip' });
const retries = fc.integer({ min: 0, max: 2 });
const timeoutSeconds = fc.integer({ min: 1, max: 90 });
const condition = fc.constantFrom(
  { variable: 'number', operator: 'greaterThan' as const, value: 3 },
  { variable: 'text', operator: 'isSet' as const },
  { variable: 'text', operator: 'contains' as const, value: 'a' },
  { variable: 'flag', operator: 'equals' as const, value: true },
);
const assignment = fc.constantFrom(
  { variable: 'text', value: 'It is {number}' },
  { variable: 'secret', value: '{secret}{text}' },
  { variable: 'number', value: 7 },
  { variable: 'flag', value: true },
  { variable: 'text', value: null },
  { variable: 'number', expression: 'isSet(number) ? number + 1 : 0' },
  { variable: 'secret', expression: 'isSet(secret) ? secret + "!" : "none"' },
  { variable: 'flag', expression: 'isSet(secret)' },
);
const expression = fc.constantFrom(
  'isSet(number) && number > 2',
  'isSet(text) ? text.contains("a") : false',
  '!isSet(flag) || flag',
);
const answer = fc.constantFrom(
  { answer: 'text' as const, variable: 'text' },
  { answer: 'digits' as const, variable: 'text' },
  { answer: 'number' as const, variable: 'number' },
  { answer: 'rating' as const, variable: 'number' },
  { answer: 'email' as const, variable: 'mail' },
  { answer: 'phone' as const, variable: 'phone' },
  { answer: 'date' as const, variable: 'day' },
  { answer: 'text' as const, variable: 'secret' },
);

const body = fc.constantFrom<Pick<NodeOf<'request'>, 'body' | 'bodyType'>[]>(
  { bodyType: 'json', body: '{"a": "{text}", "b": [{number}, {secret}], "k": {secret:key}}' },
  { bodyType: 'form', body: 'a={text}&k={secret:key}' },
  { bodyType: 'text', body: '{{{text}}}' },
  { bodyType: 'json' },
);

/** A node whose exits lead nowhere yet. */
export const anyNode: fc.Arbitrary<FlowNode> = fc
  .oneof(
    fc.record({ kind: fc.constant('video' as const), media: fc.constant(media), skippable: fc.boolean() }),
    fc.record({ kind: fc.constant('audio' as const), media: fc.constant(media), skippable: fc.boolean() }),
    fc.record({
      kind: fc.constant('message' as const),
      text: template,
      timeoutSeconds: fc.option(timeoutSeconds, { nil: undefined }),
    }),
    fc.record({
      kind: fc.constant('menu' as const),
      prompt: template,
      media: fc.option(fc.constant(media), { nil: undefined }),
      choices: fc
        .uniqueArray(fc.constantFrom('0', '1', '2', '#'), { minLength: 1, maxLength: 4 })
        .map((keys) => keys.map((key) => ({ id: `c${keys.indexOf(key)}`, key, label: both(`Choice ${key}`) }))),
      bargeIn: fc.boolean(),
      timeoutSeconds,
      retries,
    }),
    fc
      .record({ kind: fc.constant('ask' as const), prompt: template, asked: answer, timeoutSeconds, retries })
      .map(({ asked, ...node }) => ({ ...node, ...asked })),
    fc.record({
      kind: fc.constant('branch' as const),
      rows: fc
        .array(
          fc.oneof(
            fc.record({ all: fc.array(condition, { minLength: 1, maxLength: 3 }) }),
            fc.record({ all: fc.array(condition, { maxLength: 1 }), expression }),
          ),
          { minLength: 1, maxLength: 3 },
        )
        .map((rows) => rows.map((row, index) => ({ id: `r${index}`, name: `Row ${index}`, ...row }))),
    }),
    fc.record({
      kind: fc.constant('split' as const),
      arms: fc
        .array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 })
        .map((weights) => [1, ...weights].map((weight, index) => ({ id: `a${index}`, name: `Arm ${index}`, weight }))),
      experiment: fc.option(fc.constant('welcome'), { nil: undefined }),
    }),
    fc.record({ kind: fc.constant('set' as const), assignments: fc.array(assignment, { minLength: 1, maxLength: 3 }) }),
    fc.record({
      kind: fc.constant('hours' as const),
      timeZone: fc.constantFrom('Europe/Berlin', 'UTC', 'America/New_York'),
      week: fc.constant(Array.from({ length: 7 }, () => [{ from: '22:00', to: '06:00' }])),
      holidays: fc.constant<Holiday[]>([{ name: 'New Year', date: '01-01' }]),
    }),
    fc.record({ kind: fc.constant('callback' as const), prompt: template, timeoutSeconds, retries }),
    fc
      .record({
        kind: fc.constant('request' as const),
        method: fc.constantFrom('POST' as const, 'PUT' as const, 'PATCH' as const, 'DELETE' as const),
        url: fc.constantFrom('{env:base}/{text}?n={number}', 'http://x.example/a?{secret}={day}', '{env:base}'),
        headers: fc.constantFrom<RequestHeader[][]>(
          [],
          [{ name: 'X-Key', value: 'Key {secret:key}' }],
          [{ name: 'X-Who', value: '{secret}, {text}' }],
        ),
        body,
        take: fc.constantFrom<TakenValue[][]>(
          [],
          [{ variable: 'text', path: 'a.0' }],
          [
            { variable: 'number', path: 'b' },
            { variable: 'day', path: 'c' },
          ],
        ),
        timeoutSeconds: fc.integer({ min: 1, max: 30 }),
        retries: fc.integer({ min: 0, max: 3 }),
        maxBytes: fc.constant(4096),
        prompt: fc.option(template, { nil: undefined }),
        media: fc.option(fc.constant(media), { nil: undefined }),
      })
      .map(({ body: written, ...node }) => ({ ...node, ...written })),
    fc.record({
      kind: fc.constant('queue' as const),
      queue: fc.constant('desk'),
      priority: fc.constantFrom<(number | string | undefined)[]>(undefined, 10, 'number'),
      skills: fc.constantFrom<(string[] | undefined)[]>(undefined, ['bikes']),
      prompt: template,
      media: fc.option(fc.constant(media), { nil: undefined }),
      maxWaitSeconds: fc.integer({ min: 30, max: 90 }),
    }),
    fc.record({
      kind: fc.constant('chat' as const),
      queue: fc.constantFrom(undefined, 'desk'),
      prompt: template,
      maxWaitSeconds: fc.integer({ min: 30, max: 90 }),
    }),
    fc.record({
      kind: fc.constant('faq' as const),
      prompt: template,
      articles: fc
        .array(template, { minLength: 1, maxLength: 3 })
        .map((texts) =>
          texts.map((answered, index) => ({ id: `q${index}`, question: both('Why?'), answer: answered })),
        ),
      timeoutSeconds,
    }),
    fc.record({
      kind: fc.constant('survey' as const),
      questions: fc
        .array(fc.constantFrom('csat' as const, 'nps' as const, 'text' as const), { minLength: 1, maxLength: 3 })
        .map((types) =>
          types.map((type, index) => ({
            id: `q${index}`,
            type,
            question: both('How was it?'),
            variable: type === 'text' ? 'text' : 'number',
            optional: index % 2 === 1,
          })),
        ),
      timeoutSeconds,
      retries,
    }),
    fc.record({
      kind: fc.constant('email' as const),
      prompt: template,
      mailbox: fc.constantFrom('desk-mail', 'help@example.com'),
      subject: fc.constantFrom('From {secret}', 'A message, {number}'),
      timeoutSeconds,
      retries,
    }),
    fc.record({
      kind: fc.constant('end' as const),
      outcome: fc.constantFrom('served' as const, 'message' as const),
      text: template,
    }),
  )
  .map((node) => ({ ...node, name: `A ${node.kind}`, exits: {} }));
