import { Component, computed, input, output } from '@angular/core';
import { LIMITS, type Span } from '@calldocker/flow-engine';
import { Icon } from '../ui/icon';
import { readClock } from './clock-time';
import { ProblemLines } from './problem-lines';
import type { ProblemsAt } from './problems';

/** The hours of one day: closed, or open in one span or more. */
@Component({
  selector: 'app-open-spans',
  imports: [Icon, ProblemLines],
  host: { role: 'group', '[attr.aria-label]': 'name()' },
  template: `
    <div class="spans">
      @for (span of spans(); track $index) {
        <div class="span">
          <input
            #from
            class="input num"
            inputmode="numeric"
            autocomplete="off"
            [attr.aria-label]="name() + ' from'"
            [value]="span.from"
            (change)="write($index, 'from', from)"
          />
          <span aria-hidden="true">–</span>
          <input
            #to
            class="input num"
            inputmode="numeric"
            autocomplete="off"
            [attr.aria-label]="name() + ' to'"
            [value]="span.to"
            (change)="write($index, 'to', to)"
          />
          <button
            type="button"
            class="btn bare only"
            [attr.aria-label]="'Remove ' + name() + ' ' + span.from + ' to ' + span.to"
            (click)="remove($index)"
          >
            <svg icon="close"></svg>
          </button>
        </div>
      } @empty {
        <span class="small closed">{{ closed() }}</span>
      }
      <app-problem-lines [problems]="problems()" />
    </div>
    @if (spans().length < most) {
      <button type="button" class="btn bare only" [attr.aria-label]="'Add hours on ' + name()" (click)="add()">
        <svg icon="plus"></svg>
      </button>
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr) 32px;
      gap: 2px 6px;
      align-items: start;
    }
    .spans {
      display: grid;
      gap: 4px;
    }
    .span {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr) 24px;
      gap: 3px;
      align-items: center;
    }
    .span .input {
      padding-inline: 8px;
      text-align: center;
    }
    .span .only {
      width: 24px;
    }
    .closed {
      line-height: 36px;
    }
    .only {
      margin-top: 2px;
    }
    @media (max-width: 860px) {
      .closed {
        line-height: 40px;
      }
      .only {
        margin-top: 0;
      }
    }
  `,
})
export class OpenSpans {
  protected readonly most = LIMITS.spansPerDay;

  /** `Monday` */
  readonly name = input.required<string>();
  readonly spans = input.required<readonly Span[]>();
  /** Said where there are none. */
  readonly closed = input('Closed');
  readonly path = input.required<string>();
  readonly problemsAt = input.required<ProblemsAt>();
  readonly changed = output<Span[]>();
  protected readonly problems = computed(() =>
    this.spans().flatMap((_, at) => ['from', 'to'].flatMap((end) => this.problemsAt()(`${this.path()}.${at}.${end}`))),
  );

  protected add(): void {
    const last = this.spans().at(-1);
    this.changed.emit([...this.spans(), last ? { from: last.to, to: '24:00' } : { from: '09:00', to: '17:00' }]);
  }

  protected remove(at: number): void {
    this.changed.emit(this.spans().toSpliced(at, 1));
  }

  /** What is no time is put back to the one that holds. */
  protected write(at: number, end: keyof Span, box: HTMLInputElement): void {
    const span = this.spans()[at];
    const read = readClock(box.value);
    // A day begins at 00:00 and ends at 24:00; the other spelling would be an empty or a night-long span.
    const time = end === 'to' && read === '00:00' ? '24:00' : end === 'from' && read === '24:00' ? '00:00' : read;
    if (!span) return;
    box.value = time ?? span[end];
    if (time) this.changed.emit(this.spans().map((one, index) => (index === at ? { ...one, [end]: time } : one)));
  }
}
