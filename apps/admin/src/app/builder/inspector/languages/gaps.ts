/** What a flow lacks in a language, and how another language lends it. Pure. */
import {
  type Definition,
  type Language,
  type MissingPart,
  completeness,
  partsOf,
  withMedia,
  withText,
} from '@calldocker/flow-engine';

export interface LanguageState {
  language: Language;
  percent: number;
  /** Texts and media that there have to be. */
  total: number;
  missing: readonly MissingPart[];
}

/** Each language of the flow; with `nodeId`, of that node alone. */
export function languageStates(draft: Definition, nodeId?: string): LanguageState[] {
  const node = nodeId === undefined ? undefined : draft.nodes[nodeId];
  const counted = completeness(nodeId !== undefined && node ? { ...draft, nodes: { [nodeId]: node } } : draft);
  return counted.map(({ texts, media, ...state }) => ({ ...state, total: texts.total + media.total }));
}

/** `choices.0.label.de` without its language. */
export function fieldOf({ field }: Pick<MissingPart, 'field'>): string {
  return field.slice(0, field.lastIndexOf('.'));
}

/** Of what is missing, as much as the other language has; the same draft when it has nothing. */
export function lent(draft: Definition, missing: readonly MissingPart[], to: Language, from: Language): Definition {
  return missing.reduce((lending, part) => {
    const [field, node] = [fieldOf(part), lending.nodes[part.nodeId]];
    if (!node) return lending;
    if (part.what === 'text') {
      const text = partsOf(node).texts.find((one) => one.field === field)?.values[from];
      return text?.trim() ? withText(lending, part.nodeId, field, to, text) : lending;
    }
    const media = partsOf(node).media.find((one) => one.field === field)?.values[from];
    return media?.contentId ? withMedia(lending, part.nodeId, field, to, media) : lending;
  }, draft);
}

/** `choices.0.label` is “choice 1, label”, `noInputPrompt` is “no input prompt”. */
export function fieldWords(field: string): string {
  const words = field.split('.').reduce<string[]>((said, part) => {
    if (!/^\d+$/.test(part)) return [...said, part.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)];
    const list = said.at(-1) ?? '';
    return [...said.slice(0, -1), `${list.replace(/s$/, '')} ${Number(part) + 1}`];
  }, []);
  return words.join(', ');
}
