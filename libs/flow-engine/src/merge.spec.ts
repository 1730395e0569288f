import fc from 'fast-check';
import { anyFlow, validFlow } from '../testing/arbitraries.js';
import { act, after } from '../testing/edits.js';
import { find, flow, say } from '../testing/flows.js';
import { mutated, mutation } from '../testing/mutations.js';
import { flowNames, readJson } from '../testing/testdata.js';
import { canonicalJson, emptyDefinition, isDefinition, merge, type Conflict, type Definition } from './index.js';

const base = fresh(
  flow(
    { say, find, more: { ...say, name: 'More' } },
    { languages: ['en', 'de'], layout: { say: { x: 0, y: 0 }, find: { x: 200, y: 0 } } },
  ),
);
const edit = (change: (draft: Definition) => void): Definition => {
  const draft = fresh(base);
  change(draft);
  return draft;
};
function fresh(draft: Definition): Definition {
  return JSON.parse(JSON.stringify(draft)) as Definition;
}
const json = (definition: Definition): string => canonicalJson(definition);
const told = ({ nodeName, field, mine, theirs }: Conflict): unknown[] => [
  nodeName,
  field,
  mine.map(({ message }) => message),
  theirs.map(({ message }) => message),
];
const menuOf = (draft: Definition): typeof find => draft.nodes['find'] as typeof find;
const sayOf = (draft: Definition): typeof say => draft.nodes['say'] as typeof say;

describe('what only one side changed is taken', () => {
  test('texts in different languages, different fields, exits, variables, languages and places', () => {
    const mine = edit((draft) => {
      sayOf(draft).text = { en: 'Good day', de: 'Hallo' };
      menuOf(draft).retries = 2;
      draft.variables['name'] = { type: 'text', personal: true };
      draft.layout['say'] = { x: 5, y: 5 };
    });
    const theirs = edit((draft) => {
      sayOf(draft).text = { en: 'Hello', de: 'Guten Tag' };
      menuOf(draft).exits['noInput'] = 'more';
      draft.languages.push('nl');
      draft.layout['find'] = { x: 300, y: 0 };
    });
    sayOf(mine).text = { en: 'Good day' };
    const { merged, conflicts } = merge(base, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(sayOf(merged).text).toEqual({ en: 'Good day', de: 'Guten Tag' });
    expect(menuOf(merged)).toMatchObject({ retries: 2, exits: { noInput: 'more' } });
    expect(merged.languages).toEqual(['en', 'de', 'nl']);
    expect(merged.layout).toMatchObject({ say: { x: 5, y: 5 }, find: { x: 300, y: 0 } });
    expect(merged.variables).toHaveProperty('name');
  });

  test('a choice that each has added, though the builder gave both the same number', () => {
    const adds = (label: string, to: string) =>
      edit((draft) => {
        menuOf(draft).choices.push({ id: '2', label: { en: label } });
        menuOf(draft).exits['choice:2'] = to;
      });
    const { merged, conflicts } = merge(base, adds('Sales', 'say'), adds('Help', 'more'));
    expect(conflicts).toEqual([]);
    const leads = menuOf(merged).choices.map(({ id, label }) => [label['en'], menuOf(merged).exits[`choice:${id}`]]);
    expect(new Map(leads as [string, string][])).toEqual(
      new Map([
        ['This', 'end'],
        ['Sales', 'say'],
        ['Help', 'more'],
      ]),
    );
  });

  test('an exit emptied because its node was taken away gives way to where the other leads it', () => {
    const mine = edit((draft) => {
      delete draft.nodes['more'];
      draft.nodes['find']!.exits['noInput'] = null;
    });
    const led = { ...base, nodes: { ...base.nodes, find: { ...find, exits: { ...find.exits, noInput: 'more' } } } };
    const theirs = fresh(led);
    theirs.nodes['find']!.exits['noInput'] = 'say';
    const { merged, conflicts } = merge(led, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(merged.nodes).not.toHaveProperty('more');
    expect(merged.nodes['find']?.exits['noInput']).toBe('say');
  });
});

describe('what both changed is a conflict', () => {
  test('told in words, and answered by either', () => {
    const mine = edit((draft) => {
      sayOf(draft).text['en'] = 'Hi';
    });
    const theirs = edit((draft) => {
      sayOf(draft).text['en'] = 'Good day';
      draft.nodes['say']!.exits['next'] = 'find';
    });
    const { merged, conflicts } = merge(base, mine, theirs);
    expect(conflicts.map(told)).toEqual([
      [
        'Hello',
        'text.en',
        ['Hello: the text in English changed from “Hello” to “Hi”.'],
        ['Hello: the text in English changed from “Hello” to “Good day”.'],
      ],
    ]);
    expect(sayOf(merged)).toMatchObject({ text: { en: 'Hi' }, exits: { next: 'find' } });
    const [id] = conflicts.map((conflict) => conflict.id);
    expect(sayOf(merge(base, mine, theirs, { [id!]: 'theirs' }).merged).text).toEqual({ en: 'Good day' });
  });

  test('two texts, and two lists, can be put together', () => {
    const rows = (value: string) => [{ variable: 'name', value }];
    const began = edit((draft) => {
      draft.nodes['keep'] = { kind: 'set', name: 'Keep', assignments: [], exits: { next: 'say' } };
    });
    const does = (text: string, value: string): Definition => {
      const draft = fresh(began);
      sayOf(draft).text['en'] = text;
      draft.nodes['keep'] = { kind: 'set', name: 'Keep', assignments: rows(value), exits: { next: 'say' } };
      return draft;
    };
    const [mine, theirs] = [does('Hi.', 'a'), does('Good day.', 'b')];
    const { conflicts } = merge(began, mine, theirs);
    expect(conflicts.map(({ field, both }) => [field, both])).toEqual([
      ['text.en', true],
      ['assignments', true],
    ]);
    const answers = Object.fromEntries(conflicts.map(({ id }) => [id, 'both' as const]));
    const { merged } = merge(began, mine, theirs, answers);
    expect(sayOf(merged).text).toEqual({ en: 'Hi. Good day.' });
    expect(merged.nodes['keep']).toMatchObject({ assignments: [...rows('a'), ...rows('b')] });
  });

  test('of two names, or two places an exit leads to, only one can be right', () => {
    const leads = (name: string, to: string) =>
      edit((draft) => {
        draft.nodes['say']!.name = name;
        draft.nodes['say']!.exits['next'] = to;
      });
    const { conflicts } = merge(base, leads('A', 'find'), leads('B', 'more'));
    expect(conflicts.map(({ both }) => both)).toEqual([undefined, undefined]);
  });

  test('a node taken away by one and changed by the other', () => {
    const mine = edit((draft) => {
      delete draft.nodes['more'];
    });
    const theirs = edit((draft) => {
      draft.nodes['more']!.name = 'More about us';
      draft.nodes['say']!.exits['next'] = 'more';
    });
    const { conflicts } = merge(base, mine, theirs);
    expect(conflicts.map(told)).toEqual([
      [
        'More about us',
        '',
        ['Message “More” was removed.'],
        [
          'Hello: the Next exit leads to “More about us” instead of to “Goodbye”.',
          '“More” is now called “More about us”.',
        ],
      ],
    ]);
    const kept = merge(base, mine, theirs, { 'nodes.more': 'theirs' }).merged;
    expect(kept.nodes['more']?.name).toBe('More about us');
    expect(kept.nodes['say']?.exits['next']).toBe('more');
    const gone = merge(base, mine, theirs, { 'nodes.more': 'mine' }).merged;
    expect(gone.nodes).not.toHaveProperty('more');
    expect(gone.nodes['say']?.exits['next']).toBeNull();
  });

  test('a choice taken away by one and led elsewhere by the other', () => {
    const mine = edit((draft) => {
      menuOf(draft).choices = [];
      delete menuOf(draft).exits['choice:a'];
    });
    const theirs = edit((draft) => {
      menuOf(draft).exits['choice:a'] = 'say';
    });
    const { conflicts } = merge(base, mine, theirs);
    expect(conflicts).toHaveLength(1);
    const kept = merge(base, mine, theirs, { [conflicts[0]!.id]: 'theirs' }).merged;
    expect(menuOf(kept)).toMatchObject({ choices: [{ id: 'a' }], exits: { 'choice:a': 'say' } });
    const gone = merge(base, mine, theirs, { [conflicts[0]!.id]: 'mine' }).merged;
    expect(menuOf(gone).choices).toEqual([]);
    expect(menuOf(gone).exits).not.toHaveProperty('choice:a');
  });

  test('cards that both have moved, as one question', () => {
    const moved = (x: number) =>
      edit((draft) => {
        draft.layout = { say: { x, y: 0 }, find: { x, y: 50 } };
      });
    const { conflicts, merged } = merge(base, moved(1), moved(2));
    expect(conflicts).toEqual([{ id: 'layout', field: 'layout', moved: ['say', 'find'], mine: [], theirs: [] }]);
    expect(merged.layout['say']?.x).toBe(1);
    expect(merge(base, moved(1), moved(2), { layout: 'theirs' }).merged.layout['find']?.x).toBe(2);
  });

  test('comments that both have changed, with the cards; one that only one has deleted is gone', () => {
    const noted = (...comments: string[]): Definition =>
      edit((draft) => {
        const [x, y, width, height] = [0, 0, 200, 80];
        for (const [index, comment] of comments.entries())
          if (comment) draft.layout[`c${index}`] = { x, y, width, height, color: 'yellow', comment };
      });
    const began = noted('Ask Ann', 'Old');
    const [mine, theirs] = [noted('Ask Bob'), noted('Ask Eve', 'Old')];
    const { conflicts, merged } = merge(began, mine, theirs);
    expect(conflicts).toMatchObject([{ id: 'layout', moved: ['c0'] }]);
    expect(merged.layout['c0']).toMatchObject({ comment: 'Ask Bob' });
    expect(merged.layout).not.toHaveProperty('c1');
    const answered = merge(began, mine, theirs, { layout: 'theirs' });
    expect(answered.merged.layout['c0']).toMatchObject({ comment: 'Ask Eve' });
  });

  test('without a draft that both began from, all that differs is asked', () => {
    const mine = edit((draft) => {
      sayOf(draft).text['en'] = 'Hi';
    });
    expect(merge(emptyDefinition(), mine, base).conflicts.map(({ id }) => id)).toEqual(['nodes.say']);
  });
});

describe('of any drafts', () => {
  const flows = fc.oneof(
    validFlow,
    anyFlow,
    fc.constantFrom(...flowNames()).map((name) => readJson(`${name}.json`) as Definition),
  );
  const acts = fc.array(act, { maxLength: 5 });

  test('nothing on one side leaves the other as it is, and twice the same is the same', () => {
    fc.assert(
      fc.property(flows, fc.array(mutation, { maxLength: 4 }), (before, changes) => {
        const changed = changes.reduce(mutated, before as unknown);
        if (!isDefinition(before) || !isDefinition(changed)) return;
        for (const [mine, theirs, wanted] of [
          [changed, before, changed],
          [before, changed, changed],
          [changed, changed, changed],
        ] as const) {
          const { merged, conflicts } = merge(before, structuredClone(mine), structuredClone(theirs));
          expect(conflicts).toEqual([]);
          expect(json(merged)).toBe(json(wanted));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('it does not matter whose side is whose, and each side is in it whole', () => {
    let merges = 0;
    let clashes = 0;
    fc.assert(
      fc.property(flows, acts, acts, (before, one, other) => {
        const [mine, theirs] = [after(before, one, 'a'), after(before, other, 'b')];
        const { merged, conflicts } = merge(before, mine, theirs);
        const mirrored = merge(before, theirs, mine);
        expect(mirrored.conflicts.map(({ id }) => id).sort()).toEqual(conflicts.map(({ id }) => id).sort());
        for (const conflict of conflicts) {
          const sides = [conflict.mine, conflict.theirs];
          if (conflict.id !== 'layout') expect(sides.every((changes) => changes.length > 0)).toBe(true);
        }
        if (conflicts.length > 0) clashes++;
        else merges++;
        const answered = Object.fromEntries(conflicts.map(({ id }) => [id, 'theirs' as const]));
        // But for the order of languages that both have added: either's may come first.
        const bare = (draft: Definition): string => json({ ...draft, languages: [...draft.languages].sort() });
        expect(bare(merge(before, theirs, mine, answered).merged)).toBe(bare(merged));
        expect(isDefinition(merged)).toBe(true);
        const joined = Object.fromEntries(conflicts.map(({ id, both }) => [id, both ? 'both' : 'mine'] as const));
        expect(isDefinition(merge(before, mine, theirs, joined).merged)).toBe(true);
        // What is in it already changes nothing when it comes again.
        const again = merge(before, merged, mine);
        expect(again.conflicts).toEqual([]);
        expect(json(again.merged)).toBe(json(merged));
        if (conflicts.length === 0) expect(json(merge(before, merged, theirs).merged)).toBe(json(merged));
      }),
      { numRuns: 800 },
    );
    expect(Math.min(merges, clashes)).toBeGreaterThan(50);
  });

  test('of the strangest drafts it makes one that opens', () => {
    const changes = fc.array(mutation, { maxLength: 3 });
    fc.assert(
      fc.property(flows, changes, changes, (before, one, other) => {
        const [mine, theirs] = [one.reduce(mutated, before as unknown), other.reduce(mutated, before as unknown)];
        if (!isDefinition(before) || !isDefinition(mine) || !isDefinition(theirs)) return;
        expect(isDefinition(merge(before, mine, theirs).merged)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
