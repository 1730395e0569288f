import { Component, inject, input, output, signal } from '@angular/core';
import type { Issue } from '@calldocker/flow-engine';
import { asProblem } from '../../api/problem';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icon';
import { FlowDesk, type Published } from '../flow-desk';
import { Tick } from '../inspector/tick';

/** Makes an immutable version of the saved draft, and, unless unticked, shows it to visitors at once. */
@Component({
  selector: 'app-publish-dialog',
  imports: [Dialog, Icon, Tick],
  template: `
    <app-dialog [heading]="'Publish v' + desk.nextVersion()" (closed)="closed.emit()">
      <form class="form-grid" (submit)="publish(note.value); $event.preventDefault()">
        <div class="field">
          <label for="publish-note">What is new in it</label>
          <textarea
            #note
            class="input"
            id="publish-note"
            data-first
            rows="3"
            maxlength="1000"
            aria-describedby="publish-hint"
          ></textarea>
          <p class="hint" id="publish-hint">For your colleagues, in the list of versions. May stay empty.</p>
        </div>
        <app-tick label="Show it to visitors now" [value]="live()" (changed)="live.set($event)" />
        <p class="small">
          {{ live() ? liveWords() : 'Visitors keep what they have until you make this version live.' }}
        </p>
        @if (warnings() > 0) {
          <p class="tag warn">
            <svg icon="warn"></svg>{{ warnings() }} to check; none of them keeps you from publishing
          </p>
        }
        @if (refusal(); as text) {
          <p class="error" role="alert"><svg icon="alert"></svg>{{ text }}</p>
        }
        <div class="dialog-actions">
          <button type="button" class="btn" (click)="closed.emit()">Cancel</button>
          <button type="submit" class="btn primary" [attr.aria-disabled]="busy()">
            {{ busy() ? 'Publishing…' : 'Publish v' + desk.nextVersion() }}
          </button>
        </div>
      </form>
    </app-dialog>
  `,
  styles: `
    .check {
      display: flex;
      gap: 6px;
      align-items: center;
      color: var(--warn);
      font-size: var(--t-12);
      font-weight: 540;
    }
  `,
})
export class PublishDialog {
  protected readonly desk = inject(FlowDesk);
  protected readonly live = signal(true);
  protected readonly busy = signal(false);
  protected readonly refusal = signal<string | null>(null);

  readonly warnings = input(0);
  readonly closed = output();
  readonly published = output<Extract<Published, { done: true }>>();
  /** The server sees what keeps the flow from being published. */
  readonly refused = output<readonly Issue[]>();

  protected liveWords(): string {
    const widgets = this.desk.flow()?.widgets ?? 0;
    if (widgets === 0) return 'No widget shows this flow yet: choose it in a widget’s settings.';
    return 'Visitors who are in the flow finish on the version they began with.';
  }

  protected async publish(note: string): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.refusal.set(null);
    try {
      const answer = await this.desk.publish(note, this.live());
      if (answer.done) this.published.emit(answer);
      else this.refused.emit(answer.issues);
    } catch (caught) {
      // A refusal of the server is said here, where one can try again; the draft is untouched.
      this.refusal.set(asProblem(caught).sentence);
    } finally {
      this.busy.set(false);
    }
  }
}
