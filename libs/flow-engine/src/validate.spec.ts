import { emptyDefinition, kinds, validate, type Definition, type Facts, type FlowNode, type Issue } from './index.js';
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
      'error: Branch: row 1 says nothing about when it is taken.',
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
    name: { type: 'text', personal: false, initial: 'Ada' },
    when: { type: 'date', personal: false },
    secret: { type: 'text', personal: true, initial: 'x' },
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
      repair: 'Connect the exit to the node that comes next.',
    } satisfies Issue);
  });

  test('that the flow has no first step', () => {
    const message = 'error: The flow has no first step. Choose the node it begins with.';
    expect(found(emptyDefinition())).toEqual([message]);
    expect(found(flow({ say }, { start: 'gone' }))).toEqual([message]);
    expect(found(flow({ say }, { start: 'constructor' }))).toEqual([message]);
  });

  test('that a language is missing, and what visitors get instead', () => {
    expect(found(flow({ say }, { languages: ['de', 'en'] }))).toEqual([
      'error: Hello: the text in German is missing; visitors get English.',
      'error: Goodbye: the text in German is missing; visitors get English.',
    ]);
    expect(codes(flow({ say }, { languages: ['en', 'en'] }))).toEqual(['language.duplicate']);
    expect(codes(flow({ say }, { languages: ['en', 'no language'] }))).toContain('value.form');
  });

  test('that a language is missing, unless a wider one serves it, and then visitors do get that', () => {
    const german = flow({ say: { ...say, text: { en: 'Hi', de: 'Hallo {nobody}' } } }, { languages: ['en', 'de-AT'] });
    expect(found(german)).toEqual([
      'error: Hello: the flow has no variable named nobody.',
      'error: Goodbye: the text in Austrian German is missing; visitors get English.',
    ]);
    expect(validate(german)[0]).toMatchObject({ field: 'text.de' });
    const [step] = play(german, { trigger: { languages: ['de-AT'] }, env: { now: 0, seed: '' }, inputs: [] });
    expect(step).toMatchObject({ screen: { text: 'Hallo ', language: 'de' } });
    const narrower = { ...say, text: { 'de-AT': 'Servus', en: 'Hi' } };
    expect(codes(flow({ say: narrower }, { languages: ['en', 'de'] }))).toContain('language.missing');
    const media = { en: { contentId: 'c' }, de: { contentId: 'd' } };
    const video: FlowNode = { ...kinds.video.create('en'), media, exits: { next: 'end' } };
    expect(codes(flow({ video }, { languages: ['en', 'de-CH'] }))).toEqual(['language.missing']);
    expect(found(flow({ video }, { languages: ['en', 'de-CH'] }), { content: {} })).toHaveLength(3);
  });

  test('how to mend it, in a sentence of its own that names what it is about', () => {
    const repairs = (definition: unknown, facts?: Facts): string[] =>
      validate(definition, facts).map(({ repair }) => repair);
    expect(repairs(flow({ say }, { languages: ['en', 'de'] }))[0]).toBe(
      'Write or choose it in German, or take the language out.',
    );
    expect(repairs(flow({ say: { ...say, text: { en: '{order}' } } }))).toEqual([
      'Declare “order” among the flow’s variables, or correct the name.',
    ]);
    const hours: FlowNode = { ...kinds.hours.create('en'), schedule: 'shop', exits: { open: 'end', closed: 'end' } };
    expect(repairs(flow({ hours }), { schedules: ['office'] })).toEqual([
      'Create the schedule “shop” in the settings, or choose another one.',
    ]);
    expect(repairs(null)).toEqual(['Write it as the format has it.']);
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

  test('what is heard and cannot be read, naming the piece and the language', () => {
    const piece = { kind: 'video' as const, status: 'ready', captions: ['en-GB'], name: 'Intro' };
    const media = { en: { contentId: 'c' }, 'de-AT': { contentId: 'c' } };
    const video: FlowNode = { ...kinds.video.create('en'), media, exits: { next: 'end' } };
    const audio: FlowNode = { ...kinds.audio.create('en'), media, exits: { next: 'end' } };
    const issues = (node: FlowNode, fact: object): Issue[] => {
      const definition = { ...flow({ node }), languages: ['en', 'de-AT'] };
      return validate(definition, { content: { c: { ...piece, ...fact } } }).filter(
        ({ code }) => code === 'media.captions',
      );
    };
    expect(issues(video, {})).toMatchObject([
      {
        ...{ severity: 'error', nodeId: 'node', field: 'media.de-AT', contentId: 'c', language: 'de-AT' },
        message: 'Video: “Intro” has no Austrian German captions.',
        repair: 'Add captions in this language in the library, or waive them by name when you publish.',
      },
    ]);
    expect(issues(video, { captions: ['en', 'de'] })).toEqual([]);
    expect(issues(video, { silent: true })).toEqual([]);
    expect(issues(video, { status: 'transcoding' })).toEqual([]);
    expect(issues(audio, { kind: 'audio' })).toMatchObject([{ severity: 'warning', language: 'de-AT' }]);
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
      'error: Video: “Intro” has no English captions.',
    ]);
    expect(withContent({ c: { ...ready, captions: ['nl'], silent: true } })).toEqual([]);
    expect(withContent({ c: { ...ready, kind: 'audio' } })).toEqual([
      'error: Video: “Intro” is audio; it takes video.',
    ]);
    expect(withContent({ c: ready }, { ...find, media: { en: { contentId: 'x' } } })).toHaveLength(1);
    expect(withContent({ c: ready }, { ...find, media: { en: { contentId: '' } } })).toEqual([]);
  });
});
