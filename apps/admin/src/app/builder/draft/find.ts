import { type Definition, type FlowNode, type Language, exitsOf, kinds, partsOf } from '@calldocker/flow-engine';
import { marksOf, textOfMark } from './marks';
import { outlineOf } from './reading-order';

/** Nodes by name, kind or any text in them, then comments and groups; in reading order. All words have to be there. */
export function find(draft: Definition, query: string, language: Language): string[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const fits = (text: string): boolean => words.every((word) => text.includes(word));
  const nodes = outlineOf(draft).flatMap(({ id }) => {
    const node = draft.nodes[id];
    return node && fits(plain(textIn(node, language))) ? [id] : [];
  });
  const marks = marksOf(draft).flatMap(([id, mark]) => (fits(plain(textOfMark(mark))) ? [id] : []));
  return [...nodes, ...marks];
}

function textIn(node: FlowNode, language: Language): string {
  const { texts, templates, expressions, variables } = partsOf(node);
  return [
    node.name,
    kinds[node.kind].label,
    ...exitsOf(node, language).map((exit) => exit.label),
    ...texts.flatMap(({ values }) => Object.values(values)),
    ...templates.map((one) => one.template),
    ...expressions.map((one) => one.expression),
    ...variables.map((one) => one.name),
  ].join('\n');
}

/** “cafe” finds “Café”. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
