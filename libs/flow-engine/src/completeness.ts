/** How much of a flow is there in each of its languages, and what is not. */
import type { Definition, Language, Localized } from './definition.js';
import { nodeTitle } from './inspector.js';
import { isChosen, isWritten, nearest } from './languages.js';
import { partsOf } from './parts.js';

export interface Completeness {
  language: Language;
  texts: Tally;
  media: Tally;
  /** In the order of the nodes. */
  missing: MissingPart[];
  /** Of texts and media together, rounded down: 100 is all of them. */
  percent: number;
}

export interface Tally {
  total: number;
  present: number;
  missing: number;
}

export interface MissingPart {
  nodeId: string;
  nodeName: string;
  /** Path within the node, with the language: `choices.0.label.de`. */
  field: string;
  what: 'text' | 'media';
}

/** For each language, in the flow's order. A text that may be left out counts once it is written in some language. */
export function completeness(definition: Definition): Completeness[] {
  const all = definition.languages.map((language) => new Count(language));
  for (const [nodeId, node] of Object.entries(definition.nodes)) {
    const { texts, media } = partsOf(node);
    const place = { nodeId, nodeName: nodeTitle(node) };
    for (const { field, values, optional } of texts) {
      if (!optional || all.some(({ language }) => nearest(values, language, isWritten))) {
        for (const count of all) count.add('text', { ...place, field }, values, isWritten);
      }
    }
    for (const { field, values, optional } of media) {
      if (!optional || all.some(({ language }) => nearest(values, language, isChosen))) {
        for (const count of all) count.add('media', { ...place, field }, values, isChosen);
      }
    }
  }
  return all.map((count) => count.result());
}

class Count {
  private readonly tallies = { text: tally(), media: tally() };
  private readonly missing: MissingPart[] = [];

  constructor(readonly language: Language) {}

  add<T>(
    what: MissingPart['what'],
    { field, ...place }: Omit<MissingPart, 'what'>,
    values: Localized<T>,
    present: (value: T) => boolean,
  ): void {
    const is = nearest(values, this.language, present) !== undefined;
    this.tallies[what].total++;
    this.tallies[what][is ? 'present' : 'missing']++;
    if (!is) this.missing.push({ ...place, field: `${field}.${this.language}`, what });
  }

  result(): Completeness {
    const { text: texts, media } = this.tallies;
    const total = texts.total + media.total;
    const percent = total === 0 ? 100 : Math.floor(((texts.present + media.present) / total) * 100);
    return { language: this.language, texts, media, missing: this.missing, percent };
  }
}

function tally(): Tally {
  return { total: 0, present: 0, missing: 0 };
}
