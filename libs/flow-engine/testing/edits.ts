/** What authors do to a draft, one act at a time: for tests of two who work on the same one. */
import fc from 'fast-check';
import { exitsOf, withText, partsOf, type Definition, type FlowNode } from '../src/index.js';
import { say } from './flows.js';

export interface Act {
  does: 'rename' | 'write' | 'rewire' | 'add' | 'remove' | 'move' | 'declare' | 'speak' | 'choice' | 'drop' | 'retries';
  /** Which node, exit or text, of as many as there are. */
  at: number;
  other: number;
  word: string;
}

export const act: fc.Arbitrary<Act> = fc.record({
  does: fc.constantFrom<Act['does']>(
    'rename',
    'write',
    'write',
    'rewire',
    'rewire',
    'add',
    'remove',
    'move',
    'declare',
    'speak',
    'choice',
    'drop',
    'retries',
  ),
  at: fc.nat(50),
  other: fc.nat(50),
  word: fc.constantFrom('ada', 'bob', 'cy', 'dee'),
});

/** @param who whose acts they are: what two people make anew never has the same id, as in the builder */
export function after(draft: Definition, acts: readonly Act[], who: string): Definition {
  return acts.reduce((before, one, index) => acted(before, one, `${who}${index}`), draft);
}

function acted(draft: Definition, { does, at, other, word }: Act, fresh: string): Definition {
  const ids = Object.keys(draft.nodes);
  const id = ids[at % Math.max(1, ids.length)];
  const node = id === undefined ? undefined : draft.nodes[id];
  if (does === 'add') {
    const nodes = { ...draft.nodes, [fresh]: { ...say, name: word, exits: { next: id ?? null } } };
    return { ...draft, nodes, layout: { ...draft.layout, [fresh]: { x: at, y: other } } };
  }
  if (does === 'declare') {
    const name = `v_${word}`;
    return { ...draft, variables: { ...draft.variables, [name]: { type: 'text', personal: at % 2 === 0 } } };
  }
  if (does === 'speak') {
    const language = ['nl', 'fr', 'it'][at % 3] ?? 'nl';
    const spoken = draft.languages.includes(language)
      ? draft.languages.filter((one) => one !== language)
      : [...draft.languages, language];
    return { ...draft, languages: spoken };
  }
  if (id === undefined || node === undefined) return draft;
  const put = (one: FlowNode): Definition => ({ ...draft, nodes: { ...draft.nodes, [id]: one } });
  switch (does) {
    case 'rename':
      return put({ ...node, name: word });
    case 'write': {
      const texts = partsOf(node).texts;
      const text = texts[other % Math.max(1, texts.length)];
      const language = draft.languages[at % draft.languages.length] ?? 'en';
      return text === undefined ? draft : withText(draft, id, text.field, language, `Says ${word}`);
    }
    case 'rewire': {
      const exits = exitsOf(node);
      const exit = exits[other % Math.max(1, exits.length)];
      const to = ids[(at + other) % ids.length] ?? null;
      return exit === undefined ? draft : put({ ...node, exits: { ...node.exits, [exit.id]: to } });
    }
    case 'remove':
      return without(draft, id);
    case 'move':
      return { ...draft, layout: { ...draft.layout, [id]: { x: other, y: at } } };
    case 'choice':
      if (node.kind !== 'menu' || node.choices.length > 8) return draft;
      return put({ ...node, choices: [...node.choices, { id: fresh, label: { en: word } }] });
    case 'drop': {
      if (node.kind !== 'menu') return draft;
      const [gone, ...choices] = node.choices;
      const { [`choice:${gone?.id}`]: _gone, ...exits } = node.exits;
      return put({ ...node, choices, exits });
    }
    case 'retries':
      return 'retries' in node ? put({ ...node, retries: other % 4 } as FlowNode) : draft;
  }
}

/** As the builder does it: what led to the node leads nowhere. */
function without(draft: Definition, gone: string): Definition {
  const nodes = Object.entries(draft.nodes).flatMap(([id, node]): [string, FlowNode][] => {
    if (id === gone) return [];
    const exits = Object.entries(node.exits).map(([exit, to]) => [exit, to === gone ? null : to] as const);
    return [[id, { ...node, exits: Object.fromEntries(exits) }]];
  });
  const { [gone]: _place, ...layout } = draft.layout;
  return { ...draft, start: draft.start === gone ? null : draft.start, nodes: Object.fromEntries(nodes), layout };
}
