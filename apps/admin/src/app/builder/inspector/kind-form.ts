import type { Type } from '@angular/core';
import type { Definition, Language, NodeKind, NodeOf } from '@calldocker/flow-engine';
import type { Content } from '../../api/types';

/** What a card's summary line may speak of. */
export interface SummaryFacts {
  draft: Definition;
  language: Language;
  content(id: string): Content | undefined;
}

/** What a node kind adds to the builder: its form in the inspector, and the one line that matters most on its card. */
export interface KindForm<Kind extends NodeKind = NodeKind> {
  kind: Kind;
  form: Type<unknown>;
  summary(node: NodeOf<Kind>, facts: SummaryFacts): string;
}
