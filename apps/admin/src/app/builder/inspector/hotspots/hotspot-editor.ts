import { Component, ElementRef, computed, inject, input, linkedSignal, output, signal, viewChild } from '@angular/core';
import type { Hotspot, MenuChoice } from '@calldocker/flow-engine';
import type { Content } from '../../../api/types';
import { Dialog } from '../../../ui/dialog';
import { clock } from '../../../ui/format';
import { Icon } from '../../../ui/icon';
import { DraftStore } from '../../draft/draft-store';
import { shownText } from '../summaries';
import { HotspotNumbers } from './hotspot-numbers';
import { type Corner, MIDDLE, type Spot, drawn, grown, placeWords, rounded, shifted, stretched } from './hotspot-shape';

export interface PlaceEdit {
  id: string;
  edit: Pick<MenuChoice, 'hotspot'>;
  /** Set while keys are held or a number is typed. */
  field: string | null;
}

/** What the pointer has taken hold of. */
interface Hand {
  id: string;
  part: 'new' | 'whole' | Corner;
  from: Spot;
  /** What it held; of a new one nothing yet. */
  was: Hotspot | null;
  now: Hotspot | null;
}

/** A press that moves less than this share of the picture is a click. */
const SLACK = 0.01;
const STEPS: Record<string, Spot> = {
  ArrowLeft: { x: -0.01, y: 0 },
  ArrowRight: { x: 0.01, y: 0 },
  ArrowUp: { x: 0, y: -0.01 },
  ArrowDown: { x: 0, y: 0.01 },
};

/** The places that visitors can touch, on a frame of the film that is behind the menu. */
@Component({
  selector: 'app-hotspot-editor',
  imports: [Dialog, HotspotNumbers, Icon],
  host: { '(document:keydown.escape)': 'giveUp($event)' },
  templateUrl: './hotspot-editor.html',
  styleUrl: './hotspot-editor.css',
})
export class HotspotEditor {
  private readonly store = inject(DraftStore);
  private readonly stage = viewChild.required<ElementRef<HTMLElement>>('stage');
  private readonly video = viewChild<ElementRef<HTMLVideoElement>>('video');
  protected readonly corners: readonly Corner[] = ['nw', 'ne', 'sw', 'se'];
  protected readonly clock = clock;

  readonly choices = input.required<readonly MenuChoice[]>();
  /** The film behind the menu, with fresh addresses. */
  readonly film = input.required<Content | null>();
  readonly changed = output<PlaceEdit>();
  readonly closed = output();

  protected readonly hand = signal<Hand | null>(null);
  protected readonly said = signal('');
  protected readonly moment = signal(0);
  protected readonly rows = computed(() => {
    const facts = { draft: this.store.definition(), language: this.store.language(), content: () => undefined };
    const hand = this.hand();
    return this.choices().map((choice, index) => ({
      id: choice.id,
      index,
      key: choice.key,
      name: shownText(choice.label, facts) || `Choice ${index + 1}`,
      place: hand?.id === choice.id && hand.now ? hand.now : choice.hotspot,
    }));
  });
  protected readonly places = computed(() =>
    this.rows().flatMap((row) => (row.place ? [{ ...row, place: row.place, words: placeWords(row.place) }] : [])),
  );
  /** Whose place is drawn next: the first without one, until somebody says otherwise. */
  protected readonly chosen = linkedSignal<readonly MenuChoice[], string | null>({
    source: this.choices,
    computation: (choices, before) => {
      const still = choices.find(({ id }) => id === before?.value);
      return (still ?? choices.find(({ hotspot }) => !hotspot) ?? choices[0])?.id ?? null;
    },
  });
  protected readonly chosenRow = computed(() => this.rows().find(({ id }) => id === this.chosen()) ?? null);
  protected readonly ratio = computed(() => {
    const film = this.film();
    return film?.width && film.height ? film.width / film.height : 16 / 9;
  });
  protected readonly seconds = computed(() => this.film()?.durationSeconds ?? 0);

  protected takeNew(event: PointerEvent): void {
    // A second drawing is for the next choice, not in place of the first.
    const chosen = this.chosenRow();
    const id = chosen?.place ? this.rows().find(({ place }) => !place)?.id : undefined;
    if (chosen) this.take(event, id ?? chosen.id, 'new');
  }

  protected take(event: PointerEvent, id: string, part: Hand['part']): void {
    if (event.button !== 0 || this.hand()) return;
    event.stopPropagation();
    this.chosen.set(id);
    const was = part === 'new' ? null : (this.choices().find((choice) => choice.id === id)?.hotspot ?? null);
    this.hand.set({ id, part, from: this.spotOf(event), was, now: null });
    this.stage().nativeElement.setPointerCapture(event.pointerId);
  }

  protected drag(event: PointerEvent): void {
    const hand = this.hand();
    if (!hand) return;
    const to = this.spotOf(event);
    const by = { x: to.x - hand.from.x, y: to.y - hand.from.y };
    if (!hand.now && Math.hypot(by.x, by.y) < SLACK) return;
    this.hand.set({ ...hand, now: placed(hand, to, by) });
  }

  protected letGo(): void {
    const hand = this.hand();
    this.hand.set(null);
    if (hand?.now) this.put(hand.id, hand.now);
  }

  protected giveUp(event: Event): void {
    if (!this.hand()) return;
    // Escape ends the drag; the dialog stays.
    event.preventDefault();
    this.hand.set(null);
  }

  protected press(event: KeyboardEvent, id: string, place: Hotspot): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key];
    if (step) {
      const after = event.shiftKey ? grown(place, step) : shifted(place, step);
      this.put(id, after, event.shiftKey ? 'hotspot grown' : 'hotspot shifted');
      this.said.set(placeWords(after));
    } else if (event.key === 'Delete' || event.key === 'Backspace') this.remove(id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** In the middle, for those who then move it by keys or numbers. */
  protected begin(id: string): void {
    this.chosen.set(id);
    this.put(id, MIDDLE);
  }

  protected remove(id: string): void {
    this.changed.emit({ id, edit: { hotspot: undefined }, field: null });
    this.said.set('Removed.');
    this.chosen.set(id);
  }

  protected put(id: string, hotspot: Hotspot, field: string | null = null): void {
    this.changed.emit({ id, edit: { hotspot }, field });
  }

  protected settle(): void {
    this.store.settle();
  }

  /** Films often begin in black. */
  protected begun(): void {
    this.seek(Math.min(1, this.seconds() / 2));
  }

  protected seek(seconds: number): void {
    this.moment.set(seconds);
    const video = this.video()?.nativeElement;
    if (video) video.currentTime = seconds;
  }

  private spotOf(event: PointerEvent): Spot {
    const { left, top, width, height } = this.stage().nativeElement.getBoundingClientRect();
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
  }
}

function placed({ part, from, was }: Hand, to: Spot, by: Spot): Hotspot {
  if (!was || part === 'new') return drawn(from, to);
  if (part === 'whole') return shifted(was, { x: rounded(by.x), y: rounded(by.y) });
  return stretched(was, part, to);
}
