import { Component, ElementRef, afterRenderEffect, computed, inject, input, output, untracked } from '@angular/core';
import { many } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { Kind } from '../../ui/kind';
import { severityOf } from '../canvas/cards';
import { Editor, type FocusWish } from '../canvas/editor';
import { NodeChooser } from '../canvas/node-chooser';
import { Scene } from '../canvas/scene';
import { DraftStore } from '../draft/draft-store';
import { type OutlineLine, outlineLines } from './outline-lines';

/** The flow in reading order: the canvas's equal for keyboard and screen reader, over the same draft. */
@Component({
  selector: 'app-outline',
  imports: [Icon, Kind, NodeChooser],
  host: {
    '(keydown)': 'key($event)',
    '(click)': 'click($event)',
    '(dblclick)': 'enterAt($event)',
    '(focusin)': 'follow($event)',
  },
  templateUrl: './outline.html',
  styleUrl: './outline.css',
})
export class Outline {
  private readonly store = inject(DraftStore);
  protected readonly editor = inject(Editor);
  private readonly scene = inject(Scene);
  private readonly host: ElementRef<HTMLElement> = inject(ElementRef);

  readonly flowName = input.required<string>();
  readonly here = input<string | null>(null);
  /** Enter on a node. */
  readonly edited = output<string>();

  protected readonly rows = computed(() => {
    const draft = this.store.definition();
    const cards = this.scene.cards();
    return outlineLines(draft, this.store.language()).map((line) => {
      const card = line.type === 'node' ? cards.get(line.id) : undefined;
      const to = line.type === 'exit' && line.to !== null ? (draft.nodes[line.to]?.name ?? null) : null;
      const errors = card?.issues.filter((issue) => issue.severity === 'error').length ?? 0;
      const flag =
        card && card.issues.length > 0 ? (errors > 0 ? `${errors} to fix` : `${card.issues.length} to check`) : null;
      return { line, card, to, flag, severity: card ? severityOf(card.issues) : null };
    });
  });
  protected readonly selected = computed(() => this.store.current());
  protected readonly entry = computed(() => this.selected() ?? this.rows()[0]?.line.key ?? null);
  protected readonly summary = computed(() => many(Object.keys(this.store.definition().nodes).length, 'node'));

  constructor() {
    afterRenderEffect(() => {
      const wish = this.editor.focusWish();
      this.rows();
      if (wish) untracked(() => this.focus(wish));
    });
  }

  protected click(event: MouseEvent): void {
    const line = this.lineAt(event.target);
    if (line) this.choose(line);
  }

  protected enterAt(event: MouseEvent): void {
    const line = this.lineAt(event.target);
    if (line) this.enter(line);
  }

  protected key(event: KeyboardEvent): void {
    const line = this.lineAt(event.target);
    if (!line || event.shiftKey || event.ctrlKey || event.metaKey) return;
    const to = this.target(
      event.key,
      this.rows().findIndex((row) => row.line === line),
    );
    if (event.key === 'Enter' || event.key === ' ') this.enter(line);
    else if (to !== null) this.items()[to]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  protected follow(event: FocusEvent): void {
    const line = this.lineAt(event.target);
    if (line?.type === 'node' && this.selected() !== line.id) this.store.select(line.id);
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
    const item = target instanceof Element ? target.closest<HTMLElement>('[role="treeitem"]') : null;
    return item ? (this.rows()[this.items().indexOf(item)]?.line ?? null) : null;
  }

  /** Up and down by line, right to the first line within, left to what it stands within. */
  private target(key: string, at: number): number | null {
    const depths = this.rows().map(({ line }) => line.depth);
    const depth = depths[at] ?? 0;
    switch (key) {
      case 'ArrowDown':
        return Math.min(at + 1, depths.length - 1);
      case 'ArrowUp':
        return Math.max(at - 1, 0);
      case 'Home':
        return 0;
      case 'End':
        return depths.length - 1;
      case 'ArrowRight':
        return (depths[at + 1] ?? 0) > depth ? at + 1 : null;
      case 'ArrowLeft': {
        const parent = depths.slice(0, at).findLastIndex((one) => one < depth);
        return parent < 0 ? null : parent;
      }
      default:
        return null;
    }
  }

  private items(): HTMLElement[] {
    return [...this.host.nativeElement.querySelectorAll<HTMLElement>('[role="treeitem"]')];
  }

  private focus(wish: FocusWish): void {
    const row = this.items().find(
      ({ dataset }) => dataset['nodeId'] === wish.id && (dataset['exit'] ?? null) === (wish.exit ?? null),
    );
    const item = row ?? this.items().find(({ dataset }) => dataset['nodeId'] === wish.id && !dataset['exit']);
    if (!item) return;
    this.editor.focusWish.set(null);
    item.focus();
  }
}
