import {
  Component,
  ElementRef,
  afterNextRender,
  computed,
  inject,
  input,
  linkedSignal,
  viewChild,
} from '@angular/core';
import { type NodeKind, exitsOf } from '@calldocker/flow-engine';
import { Icon } from '../../ui/icon';
import { Kind } from '../../ui/kind';
import { DraftStore } from '../draft/draft-store';
import { type ExitRef, sameExit } from '../draft/edits';
import { outlineOf } from '../draft/reading-order';
import { paletteOf } from '../palette-list';
import { Editor } from './editor';
import { Viewport } from './viewport';

type Option =
  | { id: string; act: 'go'; nodeId: string; kind: NodeKind; label: string }
  | { id: string; act: 'begin'; exit: ExitRef; kind: NodeKind; label: string }
  | { id: string; act: 'make'; kind: NodeKind; label: string }
  | { id: string; act: 'open'; label: string };

const WIDTH = 232;
const HEIGHT = 356;
const EDGE = 8;
const MOST_NODES = 50;

/**
 * "Connect “Error” to…": type, arrows, Enter. It offers the flow's nodes, then new ones; without an exit, only new ones; for
 * the beginning of a wire, the exits of all other nodes.
 */
@Component({
  selector: 'app-node-chooser',
  imports: [Icon, Kind],
  host: {
    'data-overlay': '',
    role: 'dialog',
    '[attr.aria-label]': 'title()',
    '[class.centred]': 'centred()',
    '[style.left.px]': 'centred() ? null : left()',
    '[style.top.px]': 'centred() ? null : top()',
    '(keydown)': 'key($event)',
    '(pointerdown)': 'keepFocus($event)',
    '(click)': 'click($event)',
    '(focusout)': 'leave($event)',
  },
  templateUrl: './node-chooser.html',
  styleUrl: './node-chooser.css',
})
export class NodeChooser {
  private readonly editor = inject(Editor);
  private readonly store = inject(DraftStore);
  private readonly viewport = inject(Viewport);
  private readonly host: ElementRef<HTMLElement> = inject(ElementRef);
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');

  /** In the middle of the page, where there is no canvas to stand on. */
  readonly centred = input(false);
  protected readonly query = linkedSignal({ source: () => this.editor.choosing(), computation: () => '' });
  private readonly wanted = linkedSignal({ source: () => this.editor.choosing(), computation: () => 0 });

  private readonly choosing = computed(() => this.editor.choosing());
  protected readonly title = computed(() => {
    const { from, begun, onEdge } = this.choosing() ?? {};
    if (begun) return `Begin “${this.editor.exitLabel(begun)}” at…`;
    if (onEdge) return `Insert after “${this.editor.exitLabel(onEdge)}”`;
    return from ? `Connect “${this.editor.exitLabel(from)}” to…` : 'New node';
  });
  protected readonly connecting = computed(
    () => !this.centred() && !!(this.choosing()?.from ?? this.choosing()?.begun),
  );
  protected readonly left = computed(() => clamp(this.corner().x, this.viewport.size().width - WIDTH - EDGE));
  protected readonly top = computed(() => clamp(this.corner().y, this.viewport.size().height - HEIGHT - EDGE));
  private readonly corner = computed(() => this.viewport.toScreen(this.choosing()?.at ?? { x: 0, y: 0 }));

  protected readonly options = computed<Option[]>(() => {
    const { from, begun } = this.choosing() ?? {};
    if (begun) return this.exitsFor(begun);
    const makes: Option[] = paletteOf(this.query())
      .flatMap(({ items }) => items)
      .map(({ kind, label }) => ({ id: `make-${kind}`, act: 'make', kind, label: `New ${label.toLowerCase()}…` }));
    if (!from) return makes;
    const goes = this.nodesFor(from.nodeId);
    const connected = !!this.store.node(from.nodeId)?.exits[from.exit];
    const open: Option[] = connected && !this.query() ? [{ id: 'open', act: 'open', label: 'Leave it open' }] : [];
    return [...goes, ...makes, ...open];
  });
  protected readonly at = computed(() => Math.min(this.wanted(), Math.max(0, this.options().length - 1)));
  protected readonly activeId = computed(() => {
    const option = this.options()[this.at()];
    return option ? `choose-${option.id}` : null;
  });

  constructor() {
    afterNextRender(() => this.field().nativeElement.focus({ preventScroll: true }));
  }

  protected type(text: string): void {
    this.query.set(text);
    this.wanted.set(0);
  }

  /** Pressing an option leaves the keyboard in the field. */
  protected keepFocus(event: PointerEvent): void {
    if (optionOf(event.target)) event.preventDefault();
  }

  protected click(event: MouseEvent): void {
    const index = optionOf(event.target)?.dataset['index'];
    const option = index === undefined ? undefined : this.options()[Number(index)];
    if (option) this.pick(option);
  }

  private pick(option: Option): void {
    const choosing = this.choosing();
    this.editor.choosing.set(null);
    const from = choosing?.from ?? undefined;
    if (option.act === 'begin') {
      if (choosing?.begun) this.editor.connectFrom(choosing.begun, option.exit);
      this.editor.focusWish.set({ id: option.exit.nodeId, exit: option.exit.exit });
    } else if (option.act === 'make') {
      this.editor.create(option.kind, choosing?.place ?? null, { from, onEdge: choosing?.onEdge });
    } else if (from) {
      if (option.act === 'go') this.editor.connect(from, option.nodeId);
      else this.editor.disconnect(from);
      this.editor.focusWish.set({ id: from.nodeId, exit: from.exit });
    }
  }

  protected key(event: KeyboardEvent): void {
    const last = this.options().length - 1;
    const moves: Record<string, number> = { ArrowDown: this.at() + 1, ArrowUp: this.at() - 1, Home: 0, End: last };
    const to = moves[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.wanted.set(to > last ? 0 : to < 0 ? last : to);
      const id = this.activeId();
      if (id) this.host.nativeElement.querySelector(`#${CSS.escape(id)}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const option = this.options()[this.at()];
      if (option) this.pick(option);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      this.close();
    }
    event.stopPropagation();
  }

  protected leave(event: FocusEvent): void {
    const to = event.relatedTarget;
    if (to instanceof Node && this.host.nativeElement.contains(to)) return;
    // Focus that goes to nothing (another window) keeps the chooser; a press elsewhere on the page closes it.
    if (document.hasFocus()) this.editor.choosing.set(null);
  }

  private close(): void {
    const { from: source, begun, onEdge } = this.choosing() ?? {};
    const from = source ?? begun ?? onEdge;
    this.editor.choosing.set(null);
    const back = from
      ? { id: from.nodeId, exit: from.exit }
      : this.store.current() && { id: this.store.current() ?? '' };
    if (back) this.editor.focusWish.set(back);
  }

  private nodesFor(sourceId: string): Option[] {
    const wanted = this.query().trim().toLowerCase();
    const { nodes } = this.store.definition();
    const found = outlineOf(this.store.definition()).flatMap(({ id }): Option[] => {
      const node = nodes[id];
      if (!node || id === sourceId || !node.name.toLowerCase().includes(wanted)) return [];
      return [{ id: `go-${id}`, act: 'go', nodeId: id, kind: node.kind, label: node.name }];
    });
    return best(found, wanted);
  }

  /** Every exit that could lead where `begun` leads. */
  private exitsFor(begun: ExitRef): Option[] {
    const wanted = this.query().trim().toLowerCase();
    const { nodes } = this.store.definition();
    const to = nodes[begun.nodeId]?.exits[begun.exit];
    const found = outlineOf(this.store.definition()).flatMap(({ id }): Option[] => {
      const node = nodes[id];
      if (!node || id === to) return [];
      return exitsOf(node, this.store.language()).flatMap((exit): Option[] => {
        const ref = { nodeId: id, exit: exit.id };
        const label = `${node.name}: ${exit.label}`;
        if (sameExit(ref, begun) || !label.toLowerCase().includes(wanted)) return [];
        return [{ id: `begin-${id}-${exit.id}`, act: 'begin', exit: ref, kind: node.kind, label }];
      });
    });
    return best(found, wanted);
  }
}

/** What begins with the words comes first. */
function best(found: Option[], wanted: string): Option[] {
  const begins = (option: Option) => (option.label.toLowerCase().startsWith(wanted) ? 0 : 1);
  return found.sort((a, b) => begins(a) - begins(b)).slice(0, MOST_NODES);
}

function optionOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[role="option"]') : null;
}

function clamp(value: number, most: number): number {
  return Math.max(EDGE, Math.min(value, most));
}
