/** The forms of all kinds: with the engine's own list, the only place that names them all. */
import type { Type } from '@angular/core';
import type { FlowNode, NodeKind } from '@calldocker/flow-engine';
import { askForm } from './ask';
import { audioForm } from './audio';
import { branchForm } from './branch';
import { callbackForm } from './callback';
import { endForm } from './end';
import { hoursForm } from './hours';
import type { KindForm, SummaryFacts } from './kind-form';
import { menuForm } from './menu';
import { messageForm } from './message';
import { setForm } from './set';
import { videoForm } from './video';

const FORMS: { readonly [Kind in NodeKind]: KindForm<Kind> } = {
  video: videoForm,
  audio: audioForm,
  message: messageForm,
  menu: menuForm,
  ask: askForm,
  branch: branchForm,
  hours: hoursForm,
  set: setForm,
  callback: callbackForm,
  end: endForm,
};

export function formOf(kind: NodeKind): Type<unknown> {
  return FORMS[kind].form;
}

/** The line under the title of a card: what matters most about this node. */
export function summaryOf(node: FlowNode, facts: SummaryFacts): string {
  return summarise(node.kind, node, facts);
}

function summarise<Kind extends NodeKind>(kind: Kind, node: FlowNode, facts: SummaryFacts): string {
  const form: KindForm<Kind> = FORMS[kind];
  return isOf(node, kind) ? form.summary(node, facts) : '';
}

function isOf<Kind extends NodeKind>(node: FlowNode, kind: Kind): node is Extract<FlowNode, { kind: Kind }> {
  return node.kind === kind;
}
