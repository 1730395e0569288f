import {
  Component,
  ElementRef,
  afterRenderEffect,
  computed,
  inject,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Icon } from '../../ui/icon';
import { Kind } from '../../ui/kind';
import { Acts } from '../acts';
import { ActsMenu } from '../acts-menu';
import { severityOf } from '../canvas/cards';
import { Editor, type FocusWish } from '../canvas/editor';
import { FindBar } from '../canvas/find-bar';
import { Finder } from '../canvas/finder';
import { LayoutBar } from '../canvas/layout-bar';
import { Marking } from '../canvas/marking';
import { NodeChooser } from '../canvas/node-chooser';
import { Scene } from '../canvas/scene';
import { SelectionBar } from '../canvas/selection-bar';
import { DraftStore } from '../draft/draft-store';
import { Presence, firstNamesOf } from '../presence';
import { OutlineKeys } from './outline-keys';
import { type OutlineLine, outlineLines } from './outline-lines';
import { OutlineMarks } from './outline-marks';
import { rowsOf } from './outline-tree';

/** The flow in reading order: the canvas's equal for keyboard and screen reader, over the same draft. */
@Component({
  selector: 'app-outline',
  imports: [ActsMenu, FindBar, Icon, Kind, LayoutBar, NodeChooser, OutlineMarks, SelectionBar],
  host: {
    '(keydown)': 'key($event)',
    '(click)': 'click($event)',
    '(dblclick)': 'enterAt($event)',
    '(contextmenu)': 'ask($event)',
    '(focusin)': 'follow($event)',
  },
  templateUrl: './outline.html',
  styleUrl: './outline.css',
})
export class Outline {
  protected readonly store = inject(DraftStore);
  protected readonly editor = inject(Editor);
  protected readonly finder = inject(Finder);
  protected readonly marking = inject(Marking);
  private readonly menu = viewChild(ActsMenu);
  private readonly acts = inject(Acts);
  private readonly scene = inject(Scene);
  private readonly presence = inject(Presence);
  private readonly host: ElementRef<HTMLElement> = inject(ElementRef);
  private readonly keys = new OutlineKeys(this.store, this.editor);

  readonly flowName = input.required<string>();
  readonly here = input<string | null>(null);
  /** Enter on a node. */
  readonly edited = output<string>();

  private readonly lines = computed(() => outlineLines(this.store.definition(), this.store.language()));
  private readonly tree = computed(() => rowsOf(this.lines(), this.keys.collapsed()));
  protected readonly rows = computed(() => {
    const draft = this.store.definition();
    const cards = this.scene.cards();
    return this.tree().map(({ line, ...place }) => {
      const card = line.type === 'node' ? cards.get(line.id) : undefined;
      const to = line.type === 'exit' && line.to !== null ? (draft.nodes[line.to]?.name ?? null) : null;
      const errors = card?.issues.filter((issue) => issue.severity === 'error').length ?? 0;
      const flag =
        card && card.issues.length > 0 ? (errors > 0 ? `${errors} to fix` : `${card.issues.length} to check`) : null;
      const people = line.type === 'node' ? this.presence.on(line.id) : [];
      const beside = people[0] && {
        colour: people[0].colour,
        words: `${firstNamesOf(people)} ${people.length === 1 ? 'is' : 'are'} editing this`,
      };
      return { line, ...place, card, to, flag, beside, severity: card ? severityOf(card.issues) : null };
    });
  });
  /** The row through which the keyboard comes in. */
  private readonly cursor = signal<string | null>(null);
  protected readonly entry = computed(() => {
    const rows = this.rows();
    const wanted = [this.cursor(), this.store.current()];
    return wanted.find((key) => key !== null && rows.some(({ line }) => line.key === key)) ?? rows[0]?.line.key ?? null;
  });

  constructor() {
    afterRenderEffect(() => {
      const wish = this.editor.focusWish();
      this.rows();
      if (wish) untracked(() => this.focus(wish));
    });
    // A search shows what it has found and leaves the keyboard in its field.
    afterRenderEffect(() => {
      const id = this.store.current();
      if (id !== null && this.finder.open()) untracked(() => this.itemOf(id)?.scrollIntoView({ block: 'nearest' }));
    });
  }

  protected isSelected(line: OutlineLine): boolean {
    return line.type === 'node' && this.store.selection().has(line.id);
  }

  protected click(event: MouseEvent): void {
    const line = this.lineAt(event.target);
    if (!line || !(event.target instanceof Element)) return;
    if (event.target.closest('.twist')) return this.keys.toggle(line.key);
    if (event.target.closest('.more')) return this.openMenu(line, { x: event.clientX, y: event.clientY });
    if (line.type === 'node' && (event.ctrlKey || event.metaKey)) this.store.toggle(line.id);
    else if (line.type === 'node' && event.shiftKey) this.keys.extend(this.tree(), line);
    else this.choose(line);
  }

  protected enterAt(event: MouseEvent): void {
    const line = this.lineAt(event.target);
    if (line) this.enter(line);
  }

  protected ask(event: MouseEvent): void {
    const line = this.lineAt(event.target);
    if (!line) return;
    event.preventDefault();
    this.openMenu(line, { x: event.clientX, y: event.clientY }, event.button);
  }

  protected key(event: KeyboardEvent): void {
    const line = this.lineAt(event.target);
    if (!line) return;
    const rows = this.tree();
    const at = rows.findIndex((row) => row.line === line);
    const to = this.keys.press(event, rows, at);
    if (to === 'no' && (event.key === 'Enter' || event.key === ' ') && !event.ctrlKey && !event.shiftKey)
      this.enter(line);
    else if (to === 'no') return;
    else if (to !== null) this.items()[to]?.focus();
    event.preventDefault();
    event.stopPropagation();
  }

  protected follow(event: FocusEvent): void {
    const line = this.lineAt(event.target);
    if (!line) return;
    this.cursor.set(line.key);
    this.editor.cursor.set(line.type === 'node' ? line.id : line.via.nodeId);
  }

  private openMenu(line: OutlineLine, at: { x: number; y: number }, button = 0): void {
    if (line.type === 'exit') this.store.selectEdge(line.via);
    else if (!this.store.selection().has(line.id)) this.store.select(line.id);
    const exit = line.type === 'exit' && !this.store.edge();
    if (exit) this.editor.openConnect(line.via);
    else this.menu()?.open(at, this.acts.menu(null), button);
  }

  private choose(line: OutlineLine): void {
    if (line.type === 'node') this.store.select(line.id);
    else if (line.to !== null) this.editor.show(line.to);
    else this.editor.openConnect(line.via);
  }

  private enter(line: OutlineLine): void {
    this.choose(line);
    if (line.type === 'node') this.edited.emit(line.id);
  }

  private lineAt(target: EventTarget | null): OutlineLine | null {
    const key = target instanceof Element && target.closest<HTMLElement>('[role="treeitem"]')?.dataset['key'];
    return (key && this.tree().find(({ line }) => line.key === key)?.line) || null;
  }

  private items(): HTMLElement[] {
    return [...this.host.nativeElement.querySelectorAll<HTMLElement>('[role="treeitem"]')];
  }

  private itemOf(id: string, exit?: string): HTMLElement | undefined {
    return this.items().find(({ dataset }) => dataset['nodeId'] === id && dataset['exit'] === exit);
  }

  private focus({ id, exit }: FocusWish): void {
    // Under a closed row it is brought to light first; the next rendering comes back here.
    if (this.keys.uncover(this.lines(), id)) return;
    const item = (exit !== undefined && this.itemOf(id, exit)) || this.itemOf(id);
    if (!item) return;
    this.editor.focusWish.set(null);
    item.focus();
  }
}
