import {
  emptyDefinition,
  kinds,
  LIMITS,
  validate,
  type Definition,
  type Facts,
  type FlowNode,
  type Issue,
} from './index.js';
import { find, flow, say } from '../testing/flows.js';
import { play } from '../testing/play.js';
import { readFlow } from '../testing/testdata.js';

function found(definition: unknown, facts?: Facts): string[] {
  return validate(definition, facts).map(({ severity, message }) => `${severity}: ${message}`);
}

function codes(definition: unknown, facts?: Facts): string[] {
  return validate(definition, facts).map(({ code }) => code);
}

describe('a flow that is in order', () => {
  test.each(['front-door', 'keypad', 'listen', 'night-shift', 'call-me'])('%s has no issues at all', (name) => {
    expect(validate(readFlow(name))).toEqual([]);
  });

  test('lets a video fail to the way it goes on anyway, and a holiday be closed', () => {
    const video: FlowNode = {
      ...kinds.video.create('en'),
      media: { en: { contentId: 'c' } },
      exits: { next: 'hours' },
    };
    const hours: FlowNode = { ...kinds.hours.create('en'), exits: { open: 'end', closed: 'end', holiday: null } };
    expect(found(flow({ video, hours }))).toEqual([]);
  });
});

describe('an author is told', () => {
  const tooMany = Array.from({ length: 13 }, (_, index) => `c${index}`);
  const nodeCases: [string, FlowNode, string][] = [
    [
      'that an exit leads nowhere',
      { ...find, exits: { ...find.exits, noInput: null } },
      'error: Find the order: the No input exit leads nowhere.',
    ],
    [
      'which choice leads nowhere, by its label',
      { ...find, exits: { noInput: 'end', noMatch: 'end' } },
      'error: Find the order: the This exit leads nowhere.',
    ],
    [
      'that an exit leads to a node that is gone',
      { ...find, exits: { ...find.exits, noMatch: 'gone' } },
      'error: Find the order: the No match exit leads to a node that is not there.',
    ],
    [
      'that a connection belongs to no exit',
      { ...say, exits: { next: 'end', nexd: 'end' } },
      'warning: Hello: there is no exit “nexd”; its connection does nothing.',
    ],
    ['that a text is empty', { ...say, text: { en: ' ' } }, 'error: Hello: the text is empty.'],
    [
      'that a variable is not declared',
      { ...say, text: { en: 'Hi {nobody}' } },
      'error: Hello: the flow has no variable named nobody.',
    ],
    [
      'that a brace stands alone',
      { ...say, text: { en: 'Hi {' } },
      'error: Hello: a brace stands alone. Write {{ and }} for braces, {name} for a variable.',
    ],
    [
      'that media were not chosen',
      { ...kinds.video.create('en'), exits: { next: 'end' } },
      'error: Video: choose a video from the library.',
    ],
    [
      'that two choices have one key',
      {
        ...find,
        exits: { ...find.exits, 'choice:b': 'end' },
        choices: [...find.choices, { id: 'b', key: '1', label: { en: 'That' } }],
      },
      'error: Find the order: two choices have the key 1.',
    ],
    [
      'that two choices have one id',
      { ...find, choices: [...find.choices, { id: 'a', label: { en: 'That' } }] },
      'error: Find the order: two choices have the id “a”.',
    ],
    [
      'that a menu has no choices',
      { ...find, exits: { noInput: 'end', noMatch: 'end' }, choices: [] },
      'error: Find the order: “choices” needs 1 or more entries.',
    ],
    [
      'that a menu has too many choices',
      {
        ...find,
        exits: Object.fromEntries(
          [...tooMany.map((id) => `choice:${id}`), 'noInput', 'noMatch'].map((id) => [id, 'end']),
        ),
        choices: tooMany.map((id) => ({ id, label: { en: 'x' } })),
      },
      'error: Find the order: “choices” has more than 12 entries.',
    ],
    [
      'that a time is out of range',
      { ...find, timeoutSeconds: 0 },
      'error: Find the order: “timeoutSeconds” takes a whole number from 1 to 3600.',
    ],
    [
      'that a time zone does not exist',
      { ...kinds.hours.create('en'), timeZone: 'Mars/Base', exits: { open: 'end', closed: 'end' } },
      'error: Opening hours: “Mars/Base” is not a time zone. Choose one such as Europe/Amsterdam.',
    ],
    [
      'that opening times are not times',
      {
        ...kinds.hours.create('en'),
        week: [[{ from: '9', to: '24:00' }], [], [], [], [], [], []],
        exits: { open: 'end', closed: 'end' },
      },
      'error: Opening hours: “week.0.0.from” takes a time such as 09:00.',
    ],
    [
      'that no answer can be long enough',
      {
        ...kinds.ask.create('en'),
        prompt: { en: 'x' },
        variable: 'name',
        minLength: 9,
        maxLength: 3,
        exits: { next: 'end', noInput: 'end', noMatch: 'end' },
      },
      'error: Ask: no answer is long enough and short enough.',
    ],
    [
      'that a variable cannot hold the answer',
      {
        ...kinds.ask.create('en'),
        prompt: { en: 'x' },
        answer: 'rating',
        variable: 'when',
        exits: { next: 'end', noInput: 'end', noMatch: 'end' },
      },
      'error: Ask: the variable when is a date and cannot hold a rating.',
    ],
    [
      'that no variable was chosen',
      { ...kinds.set.create('en'), exits: { next: 'end' } },
      'error: Set: choose a variable.',
    ],
    [
      'that an answer should be personal',
      {
        ...kinds.ask.create('en'),
        prompt: { en: 'x' },
        answer: 'phone',
        variable: 'name',
        exits: { next: 'end', noInput: 'end', noMatch: 'end' },
      },
      'warning: Ask: mark name as personal, so that it can be erased.',
    ],
    [
      'that a personal value would leak',
      { kind: 'set', name: 'Copy', assignments: [{ variable: 'name', value: 'for {secret}' }], exits: { next: 'end' } },
      'error: Copy: name takes the personal secret, so mark it personal too.',
    ],
    [
      'that a value does not fit its variable',
      { kind: 'set', name: 'Copy', assignments: [{ variable: 'when', value: 'soon' }], exits: { next: 'end' } },
      'error: Copy: when is a date and cannot be “soon”.',
    ],
    [
      'that a condition compares with nothing',
      {
        kind: 'branch',
        name: 'Fork',
        rows: [{ id: '1', name: '', all: [{ variable: 'name', operator: 'equals' }] }],
        exits: { 'row:1': 'end', otherwise: 'end' },
      },
      'error: Fork: row 1 compares name with nothing.',
    ],
    [
      'that a row has no conditions',
      { ...kinds.branch.create('en'), exits: { 'row:1': 'end', otherwise: 'end' } },
      'error: Branch: “rows.0.all” needs 1 or more entries.',
    ],
    [
      'that numbers of a country need their code',
      {
        ...kinds.callback.create('en'),
        prompt: { en: 'x' },
        country: 'AQ',
        exits: { booked: 'end', noInput: 'end', noMatch: 'end' },
      },
      'warning: Call me back: numbers of AQ need their country code in front.',
    ],
  ];
  const variables: Definition['variables'] = {
    name: { type: 'text', personal: false },
    when: { type: 'date', personal: false },
    secret: { type: 'text', personal: true },
  };
  test.each(nodeCases)('%s', (_what, node, message) => expect(found(flow({ node }, { variables }))).toEqual([message]));

  test('where each issue is', () => {
    const [issue] = validate(flow({ find: { ...find, choices: [{ id: 'a', label: { en: '{x}' } }] } }));
    expect(issue).toMatchObject({ code: 'variable.undeclared', nodeId: 'find', field: 'choices.0.label.en' });
    const [dangling] = validate(flow({ say: { ...say, exits: {} } }));
    expect(dangling).toEqual({
      code: 'exit.dangling',
      severity: 'error',
      nodeId: 'say',
      exit: 'next',
      message: 'Hello: the Next exit leads nowhere.',
    } satisfies Issue);
  });

  test('that the flow has no first step', () => {
    const message = 'error: The flow has no first step. Choose the node it begins with.';
    expect(found(emptyDefinition())).toEqual([message]);
    expect(found(flow({ say }, { start: 'gone' }))).toEqual([message]);
    expect(found(flow({ say }, { start: 'constructor' }))).toEqual([message]);
  });

  test('that nobody can get to a node, or to an end', () => {
    expect(found(flow({ say, lost: { ...say, name: 'Lost' } }))).toEqual(['warning: Lost: no visitor can get here.']);
    expect(found(flow({ say: { ...say, exits: { next: 'say' } } }))).toEqual([
      'warning: Goodbye: no visitor can get here.',
      'warning: Hello: no way through the flow comes to an End.',
    ]);
  });

  test('that a language is missing, and what visitors get instead', () => {
    expect(found(flow({ say }, { languages: ['de', 'en'] }))).toEqual([
      'warning: Hello: the text in German is missing; visitors get English.',
      'warning: Goodbye: the text in German is missing; visitors get English.',
    ]);
    expect(codes(flow({ say }, { languages: ['en', 'en'] }))).toEqual(['language.duplicate']);
    expect(codes(flow({ say }, { languages: ['en', 'no language'] }))).toContain('value.form');
  });

  test('that nodes go round in a circle without a stop', () => {
    const set = (next: string): FlowNode => ({
      kind: 'set',
      name: `To ${next}`,
      assignments: [{ variable: 'name', value: 'x' }],
      exits: { next },
    });
    expect(found(flow({ a: set('b'), b: set('c'), c: set('b') }, { variables }))).toContain(
      'error: To c: goes round in a circle without a stop (To c, To b).',
    );
    const ring = Array.from({ length: LIMITS.steps + 20 }, (_, index) => `n${index}`);
    const round = ring.map((id, index) => [id, set(ring[(index + 1) % ring.length] ?? '')] as const);
    const circles = validate(flow(Object.fromEntries(round), { variables })).filter(
      ({ severity }) => severity === 'error',
    );
    expect(circles.map(({ code }) => code)).toEqual(['flow.circle']);
    expect(found(flow({ a: set('a') }, { variables }))).toContain('error: To a: leads to itself without a stop.');
    expect(codes(flow({ a: set('b'), b: { ...say, exits: { next: 'a' } } }, { variables }))).not.toContain(
      'flow.circle',
    );
  });

  test('that too many nodes follow each other without a stop, exactly when the engine would give up', () => {
    const chain = (length: number): Definition => {
      const nodes: Record<string, FlowNode> = {};
      for (let i = 0; i < length; i++) {
        const next = i === length - 1 ? 'end' : `n${i + 1}`;
        nodes[`n${i}`] = {
          kind: 'set',
          name: `N${i}`,
          assignments: [{ variable: 'name', value: 'x' }],
          exits: { next },
        };
      }
      return flow(nodes, { variables });
    };
    const outcome = (definition: Definition): unknown =>
      play(definition, { trigger: { languages: [] }, env: { now: 0, seed: '' }, inputs: [] })[0];
    expect(codes(chain(LIMITS.steps - 1))).toEqual([]);
    expect(outcome(chain(LIMITS.steps - 1))).toMatchObject({ state: { outcome: 'served' } });
    expect(found(chain(LIMITS.steps))).toEqual(['error: N0: more than 99 nodes in a row without a stop.']);
    expect(outcome(chain(LIMITS.steps))).toMatchObject({ state: { outcome: 'failed' } });
  });

  test('that a variable begins as something it cannot be', () => {
    const begins = (declaration: Definition['variables'][string]): string[] =>
      found(flow({ say }, { variables: { n: declaration } }));
    expect(begins({ type: 'number', personal: false, initial: 'x' })).toEqual([
      'error: The variable n is a number and cannot begin as “x”.',
    ]);
    expect(begins({ type: 'text', personal: false, initial: 'é'.repeat(3000) })).toEqual([
      'error: The variable n begins with more than 4096 bytes.',
    ]);
  });

  test('about media, once the library is known', () => {
    const video: FlowNode = { ...kinds.video.create('en'), media: { en: { contentId: 'c' } }, exits: { next: 'end' } };
    const ready = { kind: 'video' as const, status: 'ready', captions: ['en-GB'], name: 'Intro' };
    const withContent = (content: Facts['content'], node: FlowNode = video): string[] =>
      found(flow({ node }), { content });
    expect(withContent({ c: ready })).toEqual([]);
    expect(withContent({})).toEqual(['error: Video: its media are no longer in the library. Choose others.']);
    expect(withContent({ c: { ...ready, status: 'transcoding' } })).toEqual([
      'error: Video: “Intro” is still being prepared.',
    ]);
    expect(withContent({ c: { ...ready, status: 'failed' } })).toEqual([
      'error: Video: “Intro” could not be prepared.',
    ]);
    expect(withContent({ c: { ...ready, captions: ['nl'] } })).toEqual([
      'warning: Video: “Intro” has no English captions.',
    ]);
    expect(withContent({ c: { ...ready, kind: 'audio' } })).toEqual([
      'error: Video: “Intro” is audio; it takes video.',
    ]);
    expect(withContent({ c: ready }, { ...find, media: { en: { contentId: 'x' } } })).toHaveLength(1);
    expect(withContent({ c: ready }, { ...find, media: { en: { contentId: '' } } })).toEqual([]);
  });
});
