import {
  type Definition,
  type FlowNode,
  type Issue,
  type Language,
  type Point,
  exitsOf,
} from '@calldocker/flow-engine';
import { type Box, cardBox, isWire, outPort, wireMiddle, wirePath } from './geometry';
import type { ExitRef } from '../draft/edits';

export interface ExitView {
  id: string;
  label: string;
  /** The DTMF key of a menu choice. */
  key: string | null;
  to: string | null;
  /** The target's name; null while the exit is open. */
  toName: string | null;
  shape: 'wire' | 'chip' | 'open';
  severity: Issue['severity'] | null;
}

/** All a card shows, and where. The same object as long as nothing on it changed. */
export interface CardView {
  id: string;
  node: FlowNode;
  at: Point;
  box: Box;
  exits: readonly ExitView[];
  summary: string;
  /** Address of a picture of its media. */
  picture: string | null;
  issues: readonly Issue[];
  isStart: boolean;
}

export interface Wire extends ExitRef {
  id: string;
  to: string;
  path: string;
  middle: Point;
}

export interface CardFacts {
  draft: Definition;
  issues: ReadonlyMap<string, readonly Issue[]>;
  language: Language;
  summary(node: FlowNode): string;
  /** Left out where the cards are only boxes. */
  picture?(node: FlowNode): string | null;
}

const NO_ISSUES: readonly Issue[] = [];
const NO_PLACE: Point = { x: 0, y: 0 };

/** Works out cards and wires from the draft, and hands out the same objects again wherever nothing changed. */
export class Drawing {
  private cards = new Map<string, CardView>();
  private wires = new Map<string, Wire>();

  readCards(facts: CardFacts): ReadonlyMap<string, CardView> {
    const { nodes, layout, start } = facts.draft;
    const exitLists = new Map(Object.entries(nodes).map(([id, node]) => [id, exitsOf(node, facts.language)]));
    const boxes = new Map<string, Box>();
    for (const [id, exits] of exitLists) boxes.set(id, cardBox(layout[id] ?? NO_PLACE, exits.length));

    const next = new Map<string, CardView>();
    for (const [id, node] of Object.entries(nodes)) {
      const box = boxes.get(id);
      if (!box) continue;
      const issues = facts.issues.get(id) ?? NO_ISSUES;
      const exits = (exitLists.get(id) ?? []).map((exit, index): ExitView => {
        const to = node.exits[exit.id] ?? null;
        const target = to === null ? undefined : boxes.get(to);
        const wired = target && to !== id && isWire(box, outPort(box, index), target);
        return {
          id: exit.id,
          label: exit.label,
          key: keyOf(node, exit.id),
          to: target ? to : null,
          toName: to === null ? null : (nodes[to]?.name ?? null),
          shape: !target ? 'open' : wired ? 'wire' : 'chip',
          severity: severityOf(issues.filter((issue) => issue.exit === exit.id)),
        };
      });
      const card: CardView = {
        id,
        node,
        at: layout[id] ?? NO_PLACE,
        box,
        exits,
        summary: facts.summary(node),
        picture: facts.picture?.(node) ?? null,
        issues,
        isStart: start === id,
      };
      const before = this.cards.get(id);
      next.set(id, before && sameCard(before, card) ? before : card);
    }
    this.cards = next;
    return next;
  }

  readWires(cards: ReadonlyMap<string, CardView>): readonly Wire[] {
    const next = new Map<string, Wire>();
    for (const card of cards.values()) {
      card.exits.forEach((exit, index) => {
        const target = exit.shape === 'wire' && exit.to !== null ? cards.get(exit.to) : undefined;
        if (!target) return;
        const wire = drawWire(card.id, exit.id, target.id, card.box, index, target.box);
        const before = this.wires.get(wire.id);
        next.set(wire.id, before && before.path === wire.path && before.to === wire.to ? before : wire);
      });
    }
    this.wires = next;
    return [...next.values()];
  }
}

export function drawWire(nodeId: string, exit: string, to: string, from: Box, index: number, target: Box): Wire {
  const port = outPort(from, index);
  return {
    id: `${nodeId} ${exit}`,
    nodeId,
    exit,
    to,
    path: wirePath(from, port, target),
    middle: wireMiddle(from, port, target),
  };
}

export function severityOf(issues: readonly Issue[]): Issue['severity'] | null {
  if (issues.some((issue) => issue.severity === 'error')) return 'error';
  return issues.length > 0 ? 'warning' : null;
}

function keyOf(node: FlowNode, exit: string): string | null {
  if (node.kind !== 'menu') return null;
  return node.choices.find((choice) => `choice:${choice.id}` === exit)?.key ?? null;
}

function sameCard(a: CardView, b: CardView): boolean {
  return (
    a.node === b.node &&
    a.at === b.at &&
    a.summary === b.summary &&
    a.picture === b.picture &&
    a.isStart === b.isStart &&
    sameIssues(a.issues, b.issues) &&
    a.exits.length === b.exits.length &&
    a.exits.every((exit, index) => sameExitView(exit, b.exits[index]))
  );
}

function sameExitView(a: ExitView, b: ExitView | undefined): boolean {
  return (
    b !== undefined &&
    a.id === b.id &&
    a.label === b.label &&
    a.to === b.to &&
    a.toName === b.toName &&
    a.shape === b.shape &&
    a.severity === b.severity
  );
}

/** `validate()` makes new issues each time; a card is the same while they say the same. */
function sameIssues(a: readonly Issue[], b: readonly Issue[]): boolean {
  return a.length === b.length && a.every((issue, i) => issue.message === b[i]?.message && issue.code === b[i]?.code);
}
