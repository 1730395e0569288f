/** Queues, chats and messages to the company: what the goldens do not show. */
import {
  exitsOf,
  LIMITS,
  resume,
  start,
  validate,
  type Bundle,
  type Definition,
  type Input,
  type NodeOf,
  type Step,
} from '../index.js';
import { finish, flow } from '../../testing/flows.js';
import { bundleOf } from '../../testing/play.js';

const line: NodeOf<'queue'> = {
  kind: 'queue',
  name: 'Line',
  exits: { answered: 'end', overflow: 'over', closed: null, left: null, failed: 'over' },
  queue: 'desk',
  prompt: { en: 'In line' },
  maxWaitSeconds: 600,
};
const write: NodeOf<'email'> = {
  kind: 'email',
  name: 'Write',
  exits: { sent: 'end', noInput: 'end', noMatch: 'end', failed: 'over' },
  prompt: { en: 'Write' },
  mailbox: 'help@example.com',
  subject: 'Hello {name}',
  timeoutSeconds: 60,
  retries: 0,
};
const over = { ...finish, name: 'Over' };
const variables: Definition['variables'] = { name: { type: 'text', personal: false, initial: '' } };

const env = (seconds: number) => ({ now: seconds * 1000, seed: 's' });
const door: Input = { type: 'door', door: 'callback' };
const back: Input = { type: 'back' };
const timeout: Input = { type: 'timeout' };

/** Inputs with the second at which they come. */
function go(bundle: Bundle, ...inputs: [number, Input][]): Step {
  let step = start(bundle, { languages: ['en'] }, env(0));
  for (const [seconds, input] of inputs) step = resume(bundle, step.state, input, env(seconds));
  return step;
}

function codes(definition: Definition): string[] {
  return validate(definition).map(({ code, field }) => `${code} ${field}`);
}

describe('the time in a queue', () => {
  const bundle = bundleOf({ ...flow({ line, over }), languages: ['en', 'de'] });
  const german: Input = { type: 'language', language: 'de' };

  test('goes on behind a change of language and behind the door', () => {
    expect(go(bundle).wait.timeoutSeconds).toBe(600);
    expect(go(bundle, [100, german]).wait.timeoutSeconds).toBe(500);
    expect(go(bundle, [100, door], [250, back]).wait.timeoutSeconds).toBe(350);
    expect(go(bundle, [100, door], [1900, timeout]).wait).toMatchObject({ timeoutSeconds: 1 });
    expect(go(bundle, [100, door], [1900, timeout], [1901, timeout]).state.nodeId).toBe('over');
  });

  test('is never longer than it was, even if the clock is set back', () => {
    expect(go(bundle, [-5000, german]).wait.timeoutSeconds).toBe(600);
  });

  test('ends for whoever gives up, by the exit for a full line where there is no other', () => {
    const step = go(bundle, [5, back]);
    expect(step.segments).toEqual([{ nodeId: 'line', exit: 'left', to: 'over' }]);
    expect(step.effects).toEqual([{ id: '1-1', nodeId: 'line', type: 'withdraw', effect: '0-1' }]);
  });

  test('a place is given up once, and only by leaving', () => {
    const types = (step: Step) => step.effects.map(({ type }) => type);
    expect(types(go(bundle, [5, german]))).toEqual([]);
    expect(types(go(bundle, [5, door], [6, back]))).toEqual([]);
    expect(types(go(bundle, [5, door], [6, { type: 'leave' }]))).toEqual(['withdraw']);
    expect(types(go(bundle, [5, door], [6, { type: 'phone', number: '+4930123456' }]))).toEqual([
      'callback',
      'withdraw',
    ]);
    expect(types(go(bundle, [5, door], [6, { type: 'phone', number: 'no' }]))).toEqual([]);
    expect(types(go(bundle, [5, { type: 'result', effectId: '0-1', status: 'ok' }]))).toEqual([]);
  });
});

describe('a queue', () => {
  test('says in its exits how long one waits', () => {
    const label = (maxWaitSeconds: number) => exitsOf({ ...line, maxWaitSeconds })[1]?.label;
    expect([label(45), label(1200)]).toEqual(['Full, or 45 s', 'Full, or 20 min']);
  });

  test('takes its priority from a number, written or kept', () => {
    const of = (priority: number | string) => codes(flow({ line: { ...line, priority }, over }, { variables }));
    expect([of(0), of(100), of(101), of(1.5), of('name'), of('nobody'), of('')].map(([first]) => first)).toEqual([
      undefined,
      undefined,
      'value.range priority',
      'value.range priority',
      'variable.wrong-type priority',
      'variable.undeclared priority',
      'variable.missing priority',
    ]);
  });

  test('is named, and exists where the host says which do', () => {
    const definition = flow({ line, over });
    expect(codes(flow({ line: { ...line, queue: '' }, over }))).toEqual(['queue.missing queue']);
    expect(codes(flow({ line: { ...line, queue: 'My Queue' }, over }))).toEqual(['value.form queue']);
    expect(validate(definition, { queues: ['other'] })).toMatchObject([{ code: 'queue.unknown', field: 'queue' }]);
    expect(validate(definition, { queues: ['desk'] })).toEqual([]);
  });
});

describe('a message to the company', () => {
  const send = (change: Partial<Extract<Input, { type: 'email' }>>, name = ''): Step => {
    const bundle = bundleOf(
      flow({ write, over }, { variables: { name: { type: 'text', personal: false, initial: name } } }),
    );
    return go(bundle, [1, { type: 'email', address: 'ada@example.com', text: 'Hello', ...change }]);
  };

  test.each([
    'ada@example.com,all@example.com',
    'ada@example.com>',
    'Ada <ada@example.com>',
    'ada@[127.0.0.1].com',
    'ada@example.com\r\nBcc: all@example.com',
  ])('is not answered to %j', (address) => {
    expect(send({ address }).effects).toEqual([]);
  });

  test('keeps its subject and its name to one line of some length', () => {
    const [effect] = send({ name: `a\u2028b\r\n${'c'.repeat(500)}` }, `x\0y\n${'z'.repeat(500)}`).effects;
    if (effect?.type !== 'email') throw new Error('nothing was sent');
    expect(effect.subject).toBe(`Hello x y ${'z'.repeat(LIMITS.subjectLength - 10)}`);
    expect(effect.name).toBe(`a b ${'c'.repeat(LIMITS.callbackName - 4)}`);
  });

  test('is looked at before: its mailbox and its subject', () => {
    const of = (mailbox: string, subject = 'x') => codes(flow({ write: { ...write, mailbox, subject }, over }));
    expect([of('help@example.com'), of('help-desk'), of(''), of('help@example'), of('help', ' ')]).toEqual([
      [],
      [],
      ['value.missing mailbox'],
      ['email.mailbox mailbox'],
      ['text.missing subject'],
    ]);
    const definition = flow({ write: { ...write, mailbox: 'help', subject: 'x' }, over });
    expect(validate(definition, { values: [] })).toMatchObject([{ code: 'value.unknown', field: 'mailbox' }]);
  });
});

test('answers to questions have ids of their own', () => {
  const article = { id: 'a', question: { en: 'Why?' }, answer: { en: 'So.' } };
  const faq: NodeOf<'faq'> = {
    kind: 'faq',
    name: 'Answers',
    exits: { helped: 'end', notHelped: 'end', noInput: 'end' },
    prompt: { en: 'Answers' },
    articles: [article, article, { ...article, id: 'b', answer: {} }],
    timeoutSeconds: 60,
  };
  expect(codes(flow({ faq }))).toEqual(['article.duplicate articles.1.id', 'text.missing articles.2.answer.en']);

  expect(codes(flow({ faq: { ...faq, articles: [] } }))).toEqual(['article.none articles']);
  expect(codes(flow({ faq: { ...faq, articles: [], library: { tags: ['brakes'] } } }))).toEqual([]);
});

describe('answers from the library', () => {
  const definition = flow({
    faq: {
      kind: 'faq',
      name: 'Answers',
      exits: { helped: 'end', notHelped: 'end', noInput: 'end' },
      prompt: { en: 'Answers' },
      articles: [{ id: 'own', question: { en: 'Why?' }, answer: { en: 'So.' } }],
      library: { tags: ['brakes'] },
      timeoutSeconds: 60,
    },
  });
  const env = { now: 0, seed: 's' };
  const said = (articleId: string) => {
    const bundle = { flowId: 'f', definition };
    const { state } = start(bundle, { languages: ['en'] }, env);
    return resume(bundle, state, { type: 'feedback', helpful: true, articleId }, env);
  };

  test('are told to the page by their tags', () => {
    const { screen } = start({ flowId: 'f', definition }, { languages: ['en'] }, env);
    expect(screen).toMatchObject({ kind: 'faq', library: { tags: ['brakes'] }, articles: [{ id: 'own' }] });
  });

  test('are praised by an effect, the node’s own are not', () => {
    expect(said('0198').effects).toMatchObject([{ type: 'feedback', article: '0198', helpful: true }]);
    expect(said('own').effects).toEqual([]);
  });
});
