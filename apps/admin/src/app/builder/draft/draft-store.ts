import { type Signal, computed, signal } from '@angular/core';
import {
  type Background,
  type Definition,
  type Facts,
  type FlowNode,
  type Issue,
  type Language,
  type NodeKind,
  type NodeOf,
  type Point,
  type VariableDeclaration,
  emptyDefinition,
  validate,
} from '@calldocker/flow-engine';
import { many } from '../../ui/format';
import * as edits from './edits';
import { type ExitRef, sameExit } from './edits';
import { History } from './history';
import { isMark, titleOf } from './marks';
import { newNodeId, takenIds } from './node-id';

/**
 * The draft on the table: one signal of an immutable definition. Each act is one step and one undo entry; everything else
 * on the page is computed from it. It knows nothing of the server or the screen.
 */
export class DraftStore {
  private readonly history: History<Definition>;
  private readonly lockedNow = signal(false);
  private readonly selected = signal<ReadonlySet<string>>(new Set());
  private readonly pickedEdge = signal<ExitRef | null>(null);
  private readonly wantedLanguage = signal<Language | null>(null);

  readonly definition: Signal<Definition>;
  readonly undoLabel: Signal<string | null>;
  readonly redoLabel: Signal<string | null>;

  /** The same draft without its layout: a drag does not make the checks run again. */
  private readonly meaning: Signal<Definition>;
  readonly issues: Signal<readonly Issue[]>;
  readonly issuesByNode: Signal<ReadonlyMap<string, readonly Issue[]>>;

  readonly locked = this.lockedNow.asReadonly();
  private readonly made = signal<string | null>(null);

  /** Ids of nodes, comments and groups. */
  readonly selection = this.selected.asReadonly();
  /** The node just made, while it stays selected: its empty fields are not called wrong yet. */
  readonly fresh = this.made.asReadonly();
  readonly edge: Signal<ExitRef | null>;
  /** The one selected node, when it is one. */
  readonly current: Signal<string | null>;
  /** The language in which texts and media are being written. */
  readonly language: Signal<Language>;

  constructor(facts: Signal<Facts>, now: () => number = Date.now) {
    this.history = new History(emptyDefinition(), now);
    this.definition = this.history.present;
    this.undoLabel = this.history.undoLabel;
    this.redoLabel = this.history.redoLabel;
    this.meaning = computed(this.definition, { equal: sameMeaning });
    this.issues = computed(() => validate(this.meaning(), facts()));
    this.issuesByNode = computed(() => byNode(this.issues()));
    this.edge = computed(() => {
      const edge = this.pickedEdge();
      return edge && this.definition().nodes[edge.nodeId]?.exits[edge.exit] ? edge : null;
    });
    this.current = computed(() => {
      const [first, second] = this.selected();
      return first !== undefined && second === undefined && this.definition().nodes[first] ? first : null;
    });
    this.language = computed(() => {
      const { languages } = this.definition();
      const wanted = this.wantedLanguage();
      return wanted !== null && languages.includes(wanted) ? wanted : (languages[0] ?? 'en');
    });
  }

  /** While locked every act is ignored: for people who may only look. */
  lock(locked: boolean): void {
    this.lockedNow.set(locked);
  }

  /** Puts another draft on the table: nothing before it can be undone. */
  load(definition: Definition): void {
    this.history.restart(definition);
    this.keepExistingSelected();
  }

  /** Another draft takes the place of this one, as a step that can be undone. True when there was something to do. */
  replace(label: string, definition: Definition, typingKey: string | null = null): boolean {
    const done = this.record(label, definition, typingKey);
    this.keepExistingSelected();
    return done;
  }

  /** Somebody else's changes come into the draft and into all that undo can bring back. Answers the draft. */
  bring(change: (draft: Definition) => Definition): Definition {
    this.history.rebase(change);
    this.keepExistingSelected();
    return this.definition();
  }

  node(id: string | null): FlowNode | undefined {
    return id === null ? undefined : this.definition().nodes[id];
  }

  nameOf(id: string | null | undefined): string {
    return (id && this.definition().nodes[id]?.name) || 'nothing';
  }

  /** "Welcome", "the comment", "3 nodes". */
  nameOfAll(ids: readonly string[]): string {
    const [first] = ids;
    const { nodes, layout } = this.definition();
    if (ids.length === 1 && first !== undefined) return nodes[first]?.name ?? titleOf(layout[first]);
    const count = ids.filter((id) => nodes[id]).length;
    return count === ids.length ? many(count, 'node') : many(ids.length, 'thing');
  }

  /** Adds a node and selects it; `from` connects an exit to it, `onEdge` puts it into an edge, both in the same step. */
  addNode(node: FlowNode, at: Point, links: { from?: ExitRef; onEdge?: ExitRef } = {}): string {
    const id = newNodeId(takenIds(this.definition()));
    let next = edits.addNode(this.definition(), id, node, at);
    if (links.from) next = edits.connect(next, links.from, id);
    if (links.onEdge) next = edits.insertOnEdge(next, id, links.onEdge);
    this.record(`Add ${node.name}`, next);
    this.select(id);
    this.made.set(id);
    return id;
  }

  /** `nudging`: a held arrow key is one entry, not one per repeat. */
  move(places: Readonly<Record<string, Point>>, nudging = false): void {
    const ids = Object.keys(places);
    const label = `Move ${this.nameOfAll(ids)}`;
    this.record(label, edits.move(this.definition(), places), nudging ? `nudge ${ids.join()}` : null);
  }

  connect(from: ExitRef, to: string): boolean {
    const label = `Connect ${this.nameOf(from.nodeId)} to ${this.nameOf(to)}`;
    return this.record(label, edits.connect(this.definition(), from, to));
  }

  disconnect(from: ExitRef): boolean {
    if (sameExit(this.pickedEdge(), from)) this.pickedEdge.set(null);
    return this.record(`Disconnect ${this.nameOf(from.nodeId)}`, edits.connect(this.definition(), from, null));
  }

  remove(ids: Iterable<string>): boolean {
    const gone = [...ids];
    return this.replace(`Delete ${this.nameOfAll(gone)}`, edits.remove(this.definition(), gone));
  }

  /** `field` joins keystrokes in that field into one undo entry; leave it out for a choice made at once. */
  updateNode<Kind extends NodeKind>(id: string, node: NodeOf<Kind>, field: string | null = null): void {
    this.record(
      `Change ${this.nameOf(id)}`,
      edits.updateNode(this.definition(), id, node),
      field === null ? null : `${id} ${field}`,
    );
  }

  rename(id: string, name: string): void {
    const node = this.definition().nodes[id];
    if (!node || node.name === name) return;
    this.record(`Rename ${node.name}`, edits.updateNode(this.definition(), id, { ...node, name }), `${id} name`);
  }

  setStart(id: string | null): void {
    this.record(`Start at ${this.nameOf(id)}`, edits.setStart(this.definition(), id));
  }

  declareVariable(name: string, declaration: VariableDeclaration, field: string | null = null): void {
    const typingKey = field === null ? null : `variable ${name} ${field}`;
    this.record(`Change {${name}}`, edits.declareVariable(this.definition(), name, declaration), typingKey);
  }

  forgetVariable(name: string): void {
    this.record(`Delete {${name}}`, edits.forgetVariable(this.definition(), name));
  }

  setLanguages(languages: readonly Language[]): void {
    this.record('Change languages', edits.setLanguages(this.definition(), languages));
  }

  setMailbox(mailbox: string): void {
    this.record('Change the mailbox', edits.setMailbox(this.definition(), mailbox), 'mailbox');
  }

  setBackground(background: Background | undefined): void {
    this.record('Change the background sound', edits.setBackground(this.definition(), background), 'background');
  }

  /** Whether the background sound is not heard at a node. */
  setSilent(id: string, silent: boolean): void {
    this.record(`Change ${this.nameOf(id)}`, edits.setSilent(this.definition(), id, silent));
  }

  setCountry(country: string | undefined): void {
    this.record('Change the country', edits.setCountry(this.definition(), country));
  }

  write(language: Language): void {
    this.wantedLanguage.set(language);
  }

  undo(): string | null {
    if (this.lockedNow()) return null;
    const label = this.history.undo();
    this.keepExistingSelected();
    return label;
  }

  redo(): string | null {
    if (this.lockedNow()) return null;
    const label = this.history.redo();
    this.keepExistingSelected();
    return label;
  }

  /** Ends a run of typing: what comes next is an undo entry of its own. */
  settle(): void {
    this.history.settle();
  }

  select(...ids: string[]): void {
    if (ids.length !== 1 || ids[0] !== this.made()) this.made.set(null);
    this.pickedEdge.set(null);
    this.selected.set(new Set(ids));
    this.settle();
  }

  toggle(id: string): void {
    const ids = new Set(this.selected());
    if (!ids.delete(id)) ids.add(id);
    this.select(...ids);
  }

  /** From now on a new node's empty fields count: somebody asked what is left to do. */
  judge(): void {
    this.made.set(null);
  }

  selectEdge(edge: ExitRef): void {
    this.select();
    this.pickedEdge.set(edge);
  }

  private record(label: string, next: Definition, typingKey: string | null = null): boolean {
    return !this.lockedNow() && this.history.record(label, next, typingKey);
  }

  private keepExistingSelected(): void {
    const { nodes, layout } = this.definition();
    const kept = [...this.selected()].filter((id) => nodes[id] || isMark(layout[id]));
    if (kept.length !== this.selected().size) this.selected.set(new Set(kept));
  }
}

function sameMeaning(a: Definition, b: Definition): boolean {
  return (
    a.nodes === b.nodes &&
    a.start === b.start &&
    a.variables === b.variables &&
    a.languages === b.languages &&
    a.country === b.country &&
    a.mailbox === b.mailbox &&
    a.background === b.background
  );
}

function byNode(issues: readonly Issue[]): ReadonlyMap<string, readonly Issue[]> {
  const map = new Map<string, Issue[]>();
  for (const issue of issues) {
    if (issue.nodeId === undefined) continue;
    const list = map.get(issue.nodeId);
    if (list) list.push(issue);
    else map.set(issue.nodeId, [issue]);
  }
  return map;
}
