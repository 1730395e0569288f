import { Component, ElementRef, computed, inject, input, output } from '@angular/core';
import type { Definition } from '@calldocker/flow-engine';
import { type CardView, Drawing } from '../../builder/canvas/cards';
import { type Box, CARD, outPort } from '../../builder/canvas/geometry';
import { kindLook } from '../../ui/kind';
import { symbolOf } from '../../ui/symbol';
import { type Mark, type Marks, SIGNS } from './marks';

const NAME_LENGTH = 19;
const EXIT_LENGTH = 18;
/** With the name of a node at the same line. */
const SHORT_EXIT = 10;
const JUMP_LENGTH = 13;
/** Of what is seen, by one press of an arrow. */
const STEP = 0.12;

/** A flow as its canvas shows it, to be looked at: what is different from the other drawing is marked by colour and sign. */
@Component({
  selector: 'app-flow-drawing',
  templateUrl: './flow-drawing.html',
  styleUrl: './flow-drawing.css',
})
export class FlowDrawing {
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly drawing = new Drawing();

  readonly label = input.required<string>();
  readonly definition = input.required<Definition>();
  readonly marks = input.required<Marks>();
  readonly view = input.required<Box>();
  readonly chosen = input<string | null>(null);
  readonly picked = output<string>();
  readonly panned = output<{ x: number; y: number }>();
  readonly zoomed = output<number>();
  readonly fitted = output();

  private readonly drawn = computed(() => {
    const draft = this.definition();
    const language = draft.languages[0] ?? 'en';
    const cards = this.drawing.readCards({ draft, language, issues: new Map(), summary: () => '' });
    return { cards, wires: this.drawing.readWires(cards) };
  });
  protected readonly cards = computed(() => [...this.drawn().cards.values()].map((card) => this.look(card)));
  protected readonly wires = computed(() =>
    this.drawn().wires.map(({ id, path, nodeId, exit }) => ({
      id,
      path,
      changed: this.marks().exits.has(`${nodeId} ${exit}`),
    })),
  );
  protected readonly viewBox = computed(() => {
    const { x, y, width, height } = this.view();
    return `${x} ${y} ${width} ${height}`;
  });

  protected drag(event: PointerEvent): void {
    if (event.buttons !== 1) return;
    const scale = this.unitsPerPixel();
    this.panned.emit({ x: -event.movementX * scale, y: -event.movementY * scale });
  }

  protected wheel(event: WheelEvent): void {
    event.preventDefault();
    const scale = this.unitsPerPixel();
    if (event.ctrlKey || event.metaKey) this.zoomed.emit(Math.exp(-event.deltaY / 300));
    else this.panned.emit({ x: event.deltaX * scale, y: event.deltaY * scale });
  }

  protected press(event: KeyboardEvent): void {
    const { width, height } = this.view();
    const pan = (x: number, y: number): void => this.panned.emit({ x: x * width * STEP, y: y * height * STEP });
    const acts: Record<string, () => void> = {
      ArrowLeft: () => pan(-1, 0),
      ArrowRight: () => pan(1, 0),
      ArrowUp: () => pan(0, -1),
      ArrowDown: () => pan(0, 1),
      '+': () => this.zoomed.emit(1.25),
      '=': () => this.zoomed.emit(1.25),
      '-': () => this.zoomed.emit(0.8),
      '0': () => this.fitted.emit(),
    };
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  private look(card: CardView) {
    const mark: Mark | null = this.marks().nodes.get(card.id) ?? null;
    const kind = kindLook(card.node.kind);
    return {
      id: card.id,
      box: card.box,
      family: kind.family,
      symbol: symbolOf(kind.icon),
      name: cut(card.node.name || kind.label, NAME_LENGTH),
      kind: kind.label,
      mark,
      sign: mark ? SIGNS[mark] : '',
      exits: card.exits.map((exit, index) => ({
        id: exit.id,
        label: cut(exit.label, exit.shape === 'chip' ? SHORT_EXIT : EXIT_LENGTH),
        port: outPort(card.box, index),
        jump: exit.shape === 'chip' ? `↪ ${cut(exit.toName ?? '', JUMP_LENGTH)}` : '',
        open: exit.shape === 'open',
        changed: this.marks().exits.has(`${card.id} ${exit.id}`),
      })),
    };
  }

  private unitsPerPixel(): number {
    const { clientWidth, clientHeight } = this.element.nativeElement;
    const { width, height } = this.view();
    return Math.max(width / Math.max(1, clientWidth), height / Math.max(1, clientHeight));
  }

  protected readonly tile = { x: 9, y: 10, size: 26 };
  protected readonly line = CARD.top;
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
