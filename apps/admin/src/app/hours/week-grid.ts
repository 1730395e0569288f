import { Component, ElementRef, computed, input, output, signal, viewChild } from '@angular/core';
import { LIMITS, type Span } from '@calldocker/flow-engine';
import {
  type Block,
  DAY,
  STEP,
  type Stretch,
  blocksOf,
  drawn,
  endMoved,
  shifted,
  spanOf,
  startMoved,
  stretchOf,
  tidied,
} from './week-spans';

export interface DayEdit {
  day: number;
  spans: Span[];
  /** Set while keys move something: they are one change. */
  field: string | null;
}

interface Hand {
  part: 'new' | 'whole' | 'start' | 'end';
  day: number;
  /** Of the span it holds; null for a new one. */
  index: number | null;
  /** Where it came down, in minutes of `day`. */
  from: number;
  now: Stretch | null;
}

const NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const HOURS = [0, 3, 6, 9, 12, 15, 18, 21, 24] as const;
/** A press that moves less than these pixels is a click. */
const SLACK = 4;

/** The week as seven lines of 24 hours: spans are drawn, moved and stretched, by hand or by keys. */
@Component({
  selector: 'app-week-grid',
  host: { role: 'group', 'aria-label': 'The week', '(document:keydown.escape)': 'giveUp($event)' },
  templateUrl: './week-grid.html',
  styleUrl: './week-grid.css',
})
export class WeekGrid {
  private readonly lines = viewChild.required<ElementRef<HTMLElement>>('lines');
  protected readonly names = NAMES;
  protected readonly hours = HOURS;
  protected readonly whole = DAY;

  readonly week = input.required<readonly (readonly Span[])[]>();
  readonly changed = output<DayEdit>();
  protected readonly hand = signal<Hand | null>(null);
  protected readonly said = signal('');
  private downAt = { x: 0, y: 0 };

  /** As it would be, were the hand to let go. */
  private readonly shown = computed(() => {
    const [week, hand] = [this.week(), this.hand()];
    return hand?.now ? week.map((spans, day) => (day === hand.day ? this.withHand(spans, hand) : spans)) : week;
  });
  protected readonly days = computed(() => {
    const blocks = blocksOf(this.shown());
    return NAMES.map((name, day) => ({
      name,
      day,
      blocks: blocks.filter((block) => block.day === day),
    }));
  });

  protected spanWords({ span }: Block): string {
    const one = this.shown()[span.day]?.[span.index];
    return one ? wordsOf(span.day, one) : '';
  }

  protected times({ span }: Block): string {
    const one = this.shown()[span.day]?.[span.index];
    return one ? `${one.from}–${one.to}` : '';
  }

  protected begin(event: PointerEvent, day: number): void {
    if ((this.week()[day]?.length ?? 0) < LIMITS.spansPerDay) this.take(event, { part: 'new', day, index: null });
  }

  protected take(event: PointerEvent, held: Pick<Hand, 'part' | 'day' | 'index'>): void {
    if (event.button !== 0 || this.hand()) return;
    event.stopPropagation();
    this.downAt = { x: event.clientX, y: event.clientY };
    this.hand.set({ ...held, from: this.minutesAt(event, held.day), now: null });
    this.lines().nativeElement.setPointerCapture(event.pointerId);
  }

  protected drag(event: PointerEvent): void {
    const hand = this.hand();
    if (!hand) return;
    const far = Math.hypot(event.clientX - this.downAt.x, event.clientY - this.downAt.y) > SLACK;
    if (hand.now || far) this.hand.set({ ...hand, now: this.stretched(hand, event) });
  }

  protected letGo(): void {
    const hand = this.hand();
    this.hand.set(null);
    if (hand?.now) this.put(hand.day, this.withHand(this.week()[hand.day] ?? [], hand));
  }

  protected giveUp(event: Event): void {
    if (!this.hand()) return;
    event.preventDefault();
    this.hand.set(null);
  }

  protected press(event: KeyboardEvent, { span: { day, index } }: Block): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const spans = this.week()[day] ?? [];
    const span = spans[index];
    if (!span) return;
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (by !== undefined) {
      const before = stretchOf(span);
      const after = spanOf(event.shiftKey ? endMoved(before, by) : shifted(before, by));
      // Not made one with its neighbours while it passes over them: that is for when it is left.
      this.changed.emit({ day, spans: spans.with(index, after), field: `week ${day} ${index}` });
      this.said.set(wordsOf(day, after));
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      this.changed.emit({ day, spans: spans.toSpliced(index, 1), field: null });
      this.said.set('Removed.');
      this.lineOf(day)?.focus();
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      this.walk(event.target, event.key === 'ArrowDown' ? 1 : -1);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  protected leave({ span: { day } }: Block): void {
    const spans = this.week()[day] ?? [];
    if (tidied(spans).length !== spans.length) this.put(day, spans);
  }

  /** A line without anything chosen: Enter opens the day, arrows go on to the next. */
  protected pressLine(event: KeyboardEvent, day: number): void {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter' || event.key === ' ') this.add(day);
    else if (event.key === 'ArrowDown') this.lineOf(day + 1)?.focus();
    else if (event.key === 'ArrowUp') this.lineOf(day - 1)?.focus();
    else return;
    event.preventDefault();
  }

  /** After the last span of the day, or office hours. */
  private add(day: number): void {
    const spans = this.week()[day] ?? [];
    const last = spans.map(stretchOf).reduce((latest, { to }) => Math.max(latest, to), 0);
    if (spans.length >= LIMITS.spansPerDay || last >= DAY - STEP) return this.said.set('There is no room on this day.');
    const stretch = last === 0 ? { from: 540, to: 1020 } : { from: Math.min(last + 60, DAY - STEP), to: DAY };
    const added = spanOf({ from: stretch.from, to: Math.min(stretch.to, stretch.from + 240 + (last === 0 ? 240 : 0)) });
    this.put(day, [...spans, added]);
    this.said.set(wordsOf(day, added));
  }

  private put(day: number, spans: readonly Span[]): void {
    this.changed.emit({ day, spans: tidied(spans), field: null });
  }

  private withHand(spans: readonly Span[], { index, now }: Hand): Span[] {
    if (!now) return [...spans];
    return index === null ? [...spans, spanOf(now)] : spans.map((span, at) => (at === index ? spanOf(now) : span));
  }

  private stretched(hand: Hand, event: PointerEvent): Stretch | null {
    const minutes = this.minutesAt(event, hand.day);
    const nextDay = this.dayAt(event) > hand.day;
    const span = hand.index === null ? undefined : this.week()[hand.day]?.[hand.index];
    if (!span) return drawn(hand.from, minutes, nextDay);
    const before = stretchOf(span);
    if (hand.part === 'whole') return shifted(before, minutes - hand.from);
    if (hand.part === 'start') return startMoved(before, Math.round(minutes / STEP) * STEP - before.from);
    const to = Math.round(minutes / STEP) * STEP;
    return endMoved(before, (nextDay && to <= before.from ? to + DAY : to) - before.to);
  }

  private minutesAt(event: PointerEvent, day: number): number {
    const box = (this.lineOf(day) ?? this.lines().nativeElement).getBoundingClientRect();
    return Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1) * DAY;
  }

  private dayAt(event: PointerEvent): number {
    const box = this.lines().nativeElement.getBoundingClientRect();
    return Math.floor(((event.clientY - box.top) / box.height) * 7);
  }

  private lineOf(day: number): HTMLElement | null {
    return this.lines().nativeElement.querySelector(`[data-line="${day}"]`);
  }

  private walk(from: EventTarget | null, by: number): void {
    const all = [...this.lines().nativeElement.querySelectorAll<HTMLElement>('.block')];
    const at = all.findIndex((one) => one === from);
    all[at + by]?.focus();
  }
}

function wordsOf(day: number, { from, to }: Span): string {
  const next = stretchOf({ from, to }).to > DAY ? ` on ${NAMES[(day + 1) % 7]}` : '';
  return `${NAMES[day]} ${from} to ${to}${next}`;
}
