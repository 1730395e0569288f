import { Component, computed, inject, output } from '@angular/core';
import { languageName } from '../../library/languages';
import { DraftStore } from '../draft/draft-store';
import { PreviewSession } from './preview-session';

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** When the visit is, and which language the visitor's browser speaks. */
@Component({
  selector: 'app-preview-world',
  host: { role: 'region', 'aria-label': 'When and in which language' },
  template: `
    <div class="field">
      <label for="preview-language">The visitor reads</label>
      <select #language class="input" id="preview-language" (change)="spoken.emit(language.value)">
        @for (one of languages(); track one) {
          <option [value]="one" [selected]="one === inLanguage()">{{ name(one) }}</option>
        }
      </select>
    </div>
    <div class="field">
      <label for="preview-clock">It is</label>
      <input
        #clock
        class="input"
        id="preview-clock"
        type="datetime-local"
        aria-describedby="preview-zone"
        [value]="shown()"
        (change)="set(clock.value)"
      />
      <p class="small" id="preview-zone">
        @if (session.clock() === null) {
          Now, by your clock ({{ zone }}). Choose another moment to try opening hours.
        } @else {
          By your clock, {{ zone }}.
        }
      </p>
    </div>
    @if (session.clock() !== null) {
      <button type="button" class="btn" (click)="set('')">Back to now</button>
    }
  `,
  styles: `
    :host {
      position: absolute;
      inset: auto calc(100% + 8px) 0 auto;
      width: 264px;
      display: grid;
      gap: 10px;
      justify-items: start;
      padding: 12px;
      border-radius: 14px;
      background: var(--raised);
      border: 1px solid var(--line);
      box-shadow: var(--shadow-2);
      font-size: var(--t-12);
    }
    .field {
      width: 100%;
    }
    @media (max-width: 1000px) {
      :host {
        inset: auto 10px 10px;
        width: auto;
      }
    }
  `,
})
export class PreviewWorld {
  protected readonly session = inject(PreviewSession);
  private readonly store = inject(DraftStore);
  protected readonly name = languageName;
  protected readonly zone = ZONE;
  /** The visit begins again in it. */
  readonly spoken = output<string>();
  /** The visit begins again then. */
  readonly moved = output();

  protected readonly languages = computed(() => this.store.definition().languages);
  protected readonly inLanguage = computed(() => this.session.step()?.state.language ?? this.store.language());
  protected readonly shown = computed(() => boxValue(this.session.clock() ?? Date.now()));

  protected set(value: string): void {
    const moment = value ? new Date(value).getTime() : null;
    if (moment !== null && !Number.isFinite(moment)) return;
    this.session.clock.set(moment);
    this.moved.emit();
  }
}

/** As the browser's box wants it, by the clock on the wall here. */
function boxValue(moment: number): string {
  const local = new Date(moment - new Date(moment).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
