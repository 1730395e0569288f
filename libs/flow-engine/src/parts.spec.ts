import fc from 'fast-check';
import {
  completeness,
  isDefinition,
  kinds,
  partsOf,
  validate,
  withText,
  type Definition,
  type FlowNode,
} from './index.js';
import { validFlow } from '../testing/arbitraries.js';
import { find, finish, flow, say } from '../testing/flows.js';

describe('the parts of a node', () => {
  test('are its texts and media, wherever they stand', () => {
    const node: FlowNode = {
      ...find,
      media: { en: { contentId: 'clip' } },
      choices: [{ id: 'a', label: { en: 'This' }, hint: { en: 'Or that' } }],
      noInputPrompt: { en: 'Still there?' },
    };
    const { texts, media } = partsOf(node);
    expect(texts.map(({ field, optional }) => `${field}${optional ? '?' : ''}`).sort()).toEqual([
      'choices.0.hint?',
      'choices.0.label',
      'noInputPrompt?',
      'prompt',
    ]);
    expect(texts.find(({ field }) => field === 'choices.0.hint')?.values).toEqual({ en: 'Or that' });
    expect(media).toEqual([{ field: 'media', values: { en: { contentId: 'clip' } }, optional: true }]);
  });

  test('are its templates, expressions and the variables it names', () => {
    const set: FlowNode = {
      kind: 'set',
      name: 'Set',
      assignments: [
        { variable: 'a', value: 'Hi {name}' },
        { variable: 'b', value: 3 },
        { variable: 'c', expression: 'b + 1' },
      ],
      exits: {},
    };
    expect(partsOf(set)).toEqual({
      texts: [],
      media: [],
      templates: [{ field: 'assignments.0.value', template: 'Hi {name}' }],
      expressions: [{ field: 'assignments.2.expression', expression: 'b + 1' }],
      variables: ['a', 'b', 'c'].map((name, index) => ({ field: `assignments.${index}.variable`, name })),
    });
    const queue: FlowNode = { ...kinds.queue.create('en'), priority: 'rank' };
    expect(partsOf(queue).variables).toEqual([{ field: 'priority', name: 'rank' }]);
    expect(partsOf({ ...queue, priority: 50 }).variables).toEqual([]);
    const branch: FlowNode = {
      ...kinds.branch.create('en'),
      rows: [{ id: '1', name: '', all: [{ variable: 'x', operator: 'isSet' }], expression: 'y > 1' }],
    };
    const { expressions, variables } = partsOf(branch);
    expect(expressions).toEqual([{ field: 'rows.0.expression', expression: 'y > 1' }]);
    expect(variables).toEqual([{ field: 'rows.0.all.0.variable', name: 'x' }]);
  });

  test.each(Object.values(kinds))(
    'of a new $label include every text that the author is asked to write',
    ({ create }) => {
      const node = create('de');
      const asked = validate({ ...flow({ node }), languages: ['de'] }).filter(
        ({ code, nodeId }) => code === 'text.missing' && nodeId === 'node',
      );
      const { texts, templates } = partsOf(node);
      const fields = [...texts.map(({ field }) => `${field}.de`), ...templates.map(({ field }) => field)];
      for (const { field } of asked) expect(fields).toContain(field);
    },
  );
});

describe('a text of a node', () => {
  const base = flow({ find: { ...find, choices: [{ id: 'a', label: { en: 'This' } }] } });

  test('is written in a language, and nothing else changes', () => {
    const before = structuredClone(base);
    const after = withText(base, 'find', 'choices.0.label', 'de', 'Diese');
    expect(after.nodes.find).toEqual({ ...find, choices: [{ id: 'a', label: { en: 'This', de: 'Diese' } }] });
    expect(after.nodes.end).toBe(base.nodes.end);
    expect(base).toEqual(before);
  });

  test('is written only where the node has one', () => {
    for (const field of ['choices.1.label', 'choices.0.id', 'name', 'exits', '__proto__', 'prompt.en', '']) {
      expect(withText(base, 'find', field, 'de', 'x')).toBe(base);
    }
    expect(withText(base, 'constructor', 'prompt', 'de', 'x')).toBe(base);
    expect(withText(base, 'find', 'prompt', 'en', 'Which?')).toBe(base);
  });

  test('of any flow can be written, and is then read where it was', () => {
    fc.assert(
      fc.property(validFlow, fc.string(), (definition, text) => {
        for (const [nodeId, node] of Object.entries(definition.nodes)) {
          for (const { field } of partsOf(node).texts) {
            const after = withText(definition, nodeId, field, 'nl', text);
            expect(isDefinition(after)).toBe(true);
            const written = partsOf(after.nodes[nodeId] ?? node).texts.find((one) => one.field === field);
            expect(written?.values.nl).toBe(text);
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('how complete a language is', () => {
  const definition: Definition = flow(
    {
      say: { ...say, text: { en: 'Hello', de: 'Hallo' } },
      video: { ...kinds.video.create('en'), media: { en: { contentId: 'one' } }, exits: { next: 'find' } },
      find: {
        ...find,
        choices: [{ id: 'a', label: { en: 'This', de: ' ' } }],
        noInputPrompt: { en: '' },
        noMatchPrompt: { de: 'Nochmal' },
      },
    },
    { languages: ['en', 'de', 'de-AT'] },
  );

  test('is counted in texts and media, each missing one named', () => {
    const [english, german, austrian] = completeness(definition);
    expect(english).toEqual({
      language: 'en',
      texts: { total: 5, present: 4, missing: 1 },
      media: { total: 1, present: 1, missing: 0 },
      missing: [{ nodeId: 'find', nodeName: 'Find the order', field: 'noMatchPrompt.en', what: 'text' }],
      percent: 83,
    });
    expect(german?.missing.map(({ nodeId, field }) => `${nodeId} ${field}`)).toEqual([
      'video media.de',
      'find prompt.de',
      'find choices.0.label.de',
      'end text.de',
    ]);
    expect(german?.percent).toBe(33);
    // What there is in German does for Austria.
    expect(austrian).toMatchObject({ texts: german?.texts, percent: 33 });
  });

  test('is all of it only when nothing is missing, and of nothing there is all', () => {
    const texts = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`n${index}`, { ...say, name: `${index}` }]),
    );
    const many = { ...flow(texts), languages: ['en', 'de'] };
    const german = { ...many, nodes: { ...many.nodes } };
    for (const nodeId of Object.keys(texts)) german.nodes[nodeId] = { ...say, text: { en: 'Hi', de: 'Hallo' } };
    expect(completeness(german).map(({ percent }) => percent)).toEqual([100, 99]);
    german.nodes.end = { ...finish, text: { en: 'Bye', de: 'Tschüss' } };
    expect(completeness(german).map(({ percent }) => percent)).toEqual([100, 100]);
    expect(completeness({ ...flow({}), nodes: {} })[0]?.percent).toBe(100);
  });

  test('is what the gate says is missing', () => {
    const missing = completeness(definition).flatMap((one) =>
      one.missing.map(({ nodeId, field }) => `${nodeId} ${field}`),
    );
    const told = validate(definition).filter(({ code }) => code === 'language.missing' || code === 'media.missing');
    expect(told.map(({ nodeId, field }) => `${nodeId} ${field}`).sort()).toEqual(missing.sort());
  });
});
