/** The form and the summary line of each kind: whatever `kinds/` holds, which has to be one for every kind of the engine. */
import type { Type } from '@angular/core';
import type { FlowNode, NodeKind } from '@calldocker/flow-engine';
import type { KindForm, SummaryFacts } from './kind-form';
import { FORMS } from './kinds';

const ALL: { readonly [Kind in NodeKind]: KindForm<Kind> } = FORMS;

export function formOf(kind: NodeKind): Type<unknown> {
  return ALL[kind].form;
}

/** The line under the title of a card: what matters most about this node. */
export function summaryOf(node: FlowNode, facts: SummaryFacts): string {
  return summarise(node.kind, node, facts);
}

function summarise<Kind extends NodeKind>(kind: Kind, node: FlowNode, facts: SummaryFacts): string {
  const form: KindForm<Kind> = ALL[kind];
  return isOf(node, kind) ? form.summary(node, facts) : '';
}

function isOf<Kind extends NodeKind>(node: FlowNode, kind: Kind): node is Extract<FlowNode, { kind: Kind }> {
  return node.kind === kind;
}
