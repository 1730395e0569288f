import { type Signal, computed, inject, signal } from '@angular/core';
import type { FlowNode, Issue, NodeKind, NodeOf } from '@calldocker/flow-engine';
import { DraftStore } from '../draft/draft-store';

/** The node in the inspector, for its form and fields. Provided by the inspector, so fields need not be told. */
export class Inspected {
  private readonly store = inject(DraftStore);

  readonly id = this.store.current;
  readonly node: Signal<FlowNode | undefined> = computed(() => this.store.node(this.id()));
  readonly issues: Signal<readonly Issue[]> = computed(() => {
    const id = this.id();
    // No node: the flow itself.
    if (id === null) return this.store.issues().filter(({ nodeId }) => nodeId === undefined);
    // A node just made is not yet to blame for its empty fields: its card says what is open.
    return this.store.fresh() === id ? [] : (this.store.issuesByNode().get(id) ?? []);
  });

  /** The field to which somebody wants to be led, by its path. */
  readonly fieldWish = signal<string | null>(null);

  /** What is wrong at a field (`prompt`) in the language being written, without the node's name in front. */
  at(path: string, language?: string): readonly Issue[] {
    return this.issues().filter(({ field }) => field === path || (language && field === `${path}.${language}`));
  }

  atExit(exit: string): readonly Issue[] {
    return this.issues().filter((issue) => issue.exit === exit);
  }

  sentence(issue: Issue): string {
    const name = `${this.node()?.name ?? ''}: `;
    const said = issue.message.startsWith(name) ? issue.message.slice(name.length) : issue.message;
    return said.charAt(0).toUpperCase() + said.slice(1);
  }
}

/** How a kind's form reads and changes its node. Call where `inject` works. */
export interface NodeEdit<Kind extends NodeKind> {
  node: Signal<NodeOf<Kind> | undefined>;
  /** `field` joins keystrokes into one undo entry. */
  change(edit: Partial<NodeOf<Kind>>, field?: string): void;
}

export function editing<Kind extends NodeKind>(kind: Kind): NodeEdit<Kind> {
  const store = inject(DraftStore);
  const inspected = inject(Inspected);
  const node = computed(() => {
    const one = inspected.node();
    return isOf(one, kind) ? one : undefined;
  });
  return {
    node,
    change(edit, field) {
      const [id, before] = [inspected.id(), node()];
      if (id !== null && before) store.updateNode<Kind>(id, { ...before, ...edit }, field ?? null);
    },
  };
}

function isOf<Kind extends NodeKind>(node: FlowNode | undefined, kind: Kind): node is NodeOf<Kind> {
  return node?.kind === kind;
}
