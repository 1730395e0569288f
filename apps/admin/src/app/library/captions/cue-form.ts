import { Component, ElementRef, computed, input, output, viewChild } from '@angular/core';
import { CAPTION_RULES, type Finding, plain, readTimestamp } from '@calldocker/captions';
import { Icon } from '../../ui/icon';
import type { Row } from './captions-desk';
import { shortTime } from './edits';

const NUDGE_SECONDS = 0.1;

/** One cue, open for editing: its text, its times, and what is to be checked about it. */
@Component({
  selector: 'app-cue-form',
  imports: [Icon],
  template: `
    <div class="field">
      <label [for]="'cue-text-' + row().id">Text</label>
      <textarea
        #words
        class="input"
        rows="2"
        maxlength="2000"
        [id]="'cue-text-' + row().id"
        [attr.lang]="language()"
        [attr.dir]="direction()"
        [readOnly]="locked()"
        [value]="row().text"
        [attr.aria-describedby]="'cue-measure-' + row().id"
        (input)="typed.emit(words.value)"
      ></textarea>
      <p class="hint num" [id]="'cue-measure-' + row().id">{{ measure() }}</p>
    </div>
    <div class="times">
      @for (side of sides; track side.key) {
        <div class="field">
          <label [for]="'cue-' + side.key + '-' + row().id">{{ side.label }}</label>
          <div class="time">
            <input
              #box
              class="input num"
              autocomplete="off"
              spellcheck="false"
              [id]="'cue-' + side.key + '-' + row().id"
              [readOnly]="locked()"
              [value]="shortTime(row()[side.key])"
              (change)="set(side.key, box)"
              (keydown.arrowup)="nudge(side.key, 1, $event)"
              (keydown.arrowdown)="nudge(side.key, -1, $event)"
            />
            <button
              type="button"
              class="btn"
              [disabled]="locked()"
              [attr.aria-label]="side.here + ', at ' + shortTime(now())"
              (click)="timed.emit(side.key === 'start' ? { start: now() } : { end: now() })"
            >
              Here
            </button>
          </div>
        </div>
      }
    </div>
    @if (findings().length > 0) {
      <ul>
        @for (finding of findings(); track finding.code) {
          <li [class]="finding.severity">
            <svg [icon]="finding.severity === 'error' ? 'alert' : 'warn'"></svg>
            <span>{{ finding.message }} {{ finding.repair }}</span>
            @if (finding.mendable && !locked()) {
              <button
                type="button"
                class="btn"
                [attr.aria-label]="'Mend: ' + finding.message"
                (click)="mendPressed.emit(finding)"
              >
                Mend
              </button>
            }
          </li>
        }
      </ul>
    }
    @if (!locked()) {
      <div class="acts">
        <button type="button" class="btn" (click)="splitAt.emit(words.selectionStart)">
          <svg icon="split"></svg>Split
        </button>
        <button type="button" class="btn" [disabled]="last()" (click)="merged.emit()">Merge with next</button>
        <button type="button" class="btn danger" (click)="removed.emit()">Delete</button>
      </div>
    }
  `,
  styleUrl: './cue-form.css',
})
export class CueForm {
  readonly row = input.required<Row>();
  readonly number = input.required<number>();
  readonly last = input.required<boolean>();
  readonly findings = input.required<readonly (Finding & { mendable: boolean })[]>();
  readonly now = input.required<number>();
  readonly language = input.required<string>();
  readonly direction = input.required<string>();
  readonly locked = input.required<boolean>();
  readonly typed = output<string>();
  readonly timed = output<{ start?: number; end?: number }>();
  /** Where the cursor stands in the text. */
  readonly splitAt = output<number>();
  readonly merged = output();
  readonly removed = output();
  readonly mendPressed = output<Finding>();

  protected readonly shortTime = shortTime;
  protected readonly sides = [
    { key: 'start', label: 'Begins', here: 'Begin here' },
    { key: 'end', label: 'Ends', here: 'End here' },
  ] as const;
  private readonly words = viewChild.required<ElementRef<HTMLTextAreaElement>>('words');

  protected readonly measure = computed(() => {
    const { start, end, text } = this.row();
    const lines = plain(text)
      .split('\n')
      .map((line) => [...line].length);
    const pace = end > start ? Math.round(lines.reduce((sum, each) => sum + each, 0) / (end - start)) : 0;
    return `${lines.join(' + ')} of ${CAPTION_RULES.lineCharacters} characters a line · ${(end - start).toFixed(1)} s · ${pace} of ${CAPTION_RULES.charactersPerSecond} a second`;
  });

  /** Where the cursor stands in the text. */
  caret(): number {
    return this.words().nativeElement.selectionStart;
  }

  focus(): void {
    this.words().nativeElement.focus();
  }

  protected set(key: 'start' | 'end', box: HTMLInputElement): void {
    const seconds = readTimestamp(box.value);
    box.setAttribute('aria-invalid', String(seconds === undefined));
    if (seconds !== undefined) this.timed.emit(key === 'start' ? { start: seconds } : { end: seconds });
  }

  protected nudge(key: 'start' | 'end', direction: 1 | -1, event: Event): void {
    if (this.locked() || (event instanceof KeyboardEvent && event.altKey)) return;
    event.preventDefault();
    const seconds = this.row()[key] + direction * NUDGE_SECONDS;
    this.timed.emit(key === 'start' ? { start: seconds } : { end: seconds });
  }
}
