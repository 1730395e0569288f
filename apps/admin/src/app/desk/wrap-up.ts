import { Component, DestroyRef, ElementRef, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { Api } from '../api/api';
import { asProblem } from '../api/problem';
import { clock } from '../ui/format';
import { Icon } from '../ui/icon';
import { Desk } from './desk';
import { Dispositions } from './dispositions';
import { Line } from './line';
import type { Talk } from './talk';

const SETTLE_MS = 800;
const TICK_MS = 1_000;

/** Notes, which are saved as they are written, what came of it, and the end of the talk. */
@Component({
  selector: 'app-wrap-up',
  imports: [Icon],
  template: `
    <section class="card" aria-labelledby="wrap-title">
      <header>
        <h2 id="wrap-title">Wrap-up</h2>
        <span class="small" role="status">{{ saved() }}</span>
      </header>
      <div
        class="chips"
        role="radiogroup"
        aria-label="What came of it"
        [attr.aria-required]="dispositions.required()"
        [attr.aria-invalid]="asked()"
      >
        @for (one of dispositions.labels(); track one) {
          <label>
            <input
              type="radio"
              name="disposition"
              [value]="one"
              [checked]="disposition() === one"
              (change)="choose(one)"
            />
            <svg icon="check"></svg>{{ one }}
          </label>
        }
      </div>
      @if (asked()) {
        <p class="error" role="alert"><svg icon="alert"></svg>Say what came of it, then finish.</p>
      }
      <textarea
        class="input"
        aria-label="Notes for your colleagues"
        placeholder="Notes for your colleagues"
        maxlength="10000"
        [value]="notes()"
        (input)="write($any($event.target).value)"
        (keydown.control.enter)="finish()"
      ></textarea>
      <div class="acts">
        @if (state() === 'serving') {
          <button type="button" class="btn" [disabled]="desk.busy()" (click)="desk.endService(talk().id)">
            End the talk
          </button>
        } @else if (left(); as left) {
          <span class="small num">Until {{ left }}</span>
        }
        <button type="button" class="btn primary" [disabled]="desk.busy()" (click)="finish()">
          {{ state() === 'serving' ? 'End and finish' : 'Finish' }}
        </button>
      </div>
    </section>
  `,
  styles: `
    .card {
      display: grid;
      gap: 10px;
      padding: 14px;
    }
    header {
      display: flex;
      align-items: center;
    }
    header .small {
      margin-inline-start: auto;
    }
    h2 {
      font-size: var(--t-13);
    }
    .chips {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
    }
    .chips label {
      position: relative;
      display: flex;
      align-items: center;
      gap: 5px;
      min-height: 28px;
      padding: 0 11px;
      border: 1px solid var(--line-2);
      border-radius: 14px;
      font-weight: 520;
      cursor: pointer;
    }
    .chips input {
      position: absolute;
      inset: 0;
      opacity: 0;
      cursor: pointer;
    }
    .chips .icon {
      display: none;
      font-size: 12px;
      stroke-width: 2.4;
    }
    .chips label:has(:checked) {
      border-color: var(--accent);
      background: var(--accent-soft);
      color: var(--accent);
    }
    .chips :checked ~ .icon {
      display: block;
    }
    .chips label:has(:focus-visible) {
      outline: 2px solid var(--accent);
      outline-offset: 2px;
    }
    textarea {
      min-height: 72px;
    }
    .acts {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      align-items: center;
      justify-content: flex-end;
    }
    @media (max-width: 860px) {
      .chips label {
        min-height: 40px;
        border-radius: 20px;
      }
    }
  `,
})
export class WrapUp {
  private readonly api = inject(Api);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly line = inject(Line);
  protected readonly desk = inject(Desk);
  protected readonly dispositions = inject(Dispositions);
  readonly talk = input.required<Talk>();
  protected readonly disposition = signal<string | null>(null);
  /** They wanted to finish without one. */
  protected readonly asked = signal(false);
  protected readonly notes = signal('');
  protected readonly saved = signal('Saves as you go');
  private readonly now = signal(Date.now());
  /** Of the notes that were read or saved last, by entry. */
  private readonly revisions = new Map<string, number>();
  private unsaved: { id: string; notes: string } | null = null;
  private settle: ReturnType<typeof setTimeout> | undefined;
  private saving: Promise<void> = Promise.resolve();

  protected readonly state = computed(() => this.talk().entry()?.state);
  /** How long the wrap-up lasts at most, where the queue says so. */
  protected readonly left = computed(() => {
    const entry = this.talk().entry();
    const queue = this.line.queues().find(({ id }) => id === entry?.queueId);
    if (!entry?.endedAt || !queue) return '';
    return clock(Math.max(0, queue.wrapUpSeconds - (this.now() - Date.parse(entry.endedAt)) / 1000));
  });

  constructor() {
    const tick = setInterval(() => this.now.set(Date.now()), TICK_MS);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(tick);
      void this.save();
    });
    effect(() => {
      const talk = this.talk();
      untracked(() => this.begin(talk));
    });
  }

  protected write(notes: string): void {
    this.notes.set(notes);
    this.unsaved = { id: this.talk().id, notes };
    this.saved.set('');
    clearTimeout(this.settle);
    this.settle = setTimeout(() => void this.save(), SETTLE_MS);
  }

  protected choose(disposition: string): void {
    this.disposition.set(disposition);
    this.asked.set(false);
  }

  protected async finish(): Promise<void> {
    const callback = this.talk().entry()?.channel === 'callback';
    if (this.dispositions.required() && this.disposition() === null && !callback) {
      this.asked.set(true);
      return this.host.nativeElement.querySelector<HTMLInputElement>('.chips input')?.focus();
    }
    await this.save();
    if (this.unsaved === null) await this.desk.finish(this.talk().id, this.disposition() ?? undefined);
  }

  /** Another visitor's notes: what was written of the one before is saved first. */
  private begin(talk: Talk): void {
    void this.save();
    this.dispositions.load();
    this.asked.set(false);
    const entry = talk.entry();
    this.notes.set(entry?.notes ?? '');
    this.revisions.set(talk.id, entry?.notesRevision ?? 0);
    this.disposition.set(null);
    this.saved.set('Saves as you go');
  }

  private save(): Promise<void> {
    clearTimeout(this.settle);
    this.saving = this.saving.then(() => this.saveNow());
    return this.saving;
  }

  private async saveNow(): Promise<void> {
    const { unsaved } = this;
    if (!unsaved) return;
    try {
      const { id, notes } = unsaved;
      const { revision } = await this.api.saveDeskNotes(id, notes, this.revisions.get(id) ?? 0);
      this.revisions.set(id, revision);
      if (this.unsaved === unsaved) this.unsaved = null;
      this.saved.set('Saved');
    } catch (caught) {
      const { code, sentence, extra } = asProblem(caught);
      // Another tab of the agent's own: what is written here last stands.
      if (code === 'notes.changed-elsewhere' && typeof extra['revision'] === 'number') {
        this.revisions.set(unsaved.id, extra['revision']);
        return this.saveNow();
      }
      this.saved.set(sentence);
    }
  }
}
