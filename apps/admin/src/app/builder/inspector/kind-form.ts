import type { Type } from '@angular/core';
import type { Definition, Language, Localized, NodeKind, NodeOf } from '@calldocker/flow-engine';
import type { Content } from '../../api/types';

/** What a card's summary line may speak of. */
export interface SummaryFacts {
  draft: Definition;
  language: Language;
  content(id: string): Content | undefined;
}

/** What a node kind adds to the builder: its form in the inspector and the one line on its card. */
export interface KindForm<Kind extends NodeKind = NodeKind> {
  kind: Kind;
  /** Takes the input `id`: the node it edits. Null for a kind that has nothing beyond its name and exits. */
  form: Type<unknown>;
  summary(node: NodeOf<Kind>, facts: SummaryFacts): string;
}

/** The value in a language, else in the flow's fallback order. */
export function inLanguage<T>(values: Localized<T> | undefined, facts: SummaryFacts): T | undefined {
  if (!values) return undefined;
  for (const language of [facts.language, ...facts.draft.languages]) {
    const value = values[language];
    if (value !== undefined && value !== '') return value;
  }
  return undefined;
}

export function quoted(text: string | undefined): string {
  return text?.trim() ? `“${text.trim()}”` : 'No text yet';
}

/** 76 is 1:16. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

