import { Component, computed, inject, output, signal } from '@angular/core';
import type { Scenario } from '@calldocker/flow-engine';
import { Api } from '../../api/api';
import { asProblem } from '../../api/problem';
import { Dialog } from '../../ui/dialog';
import { many } from '../../ui/format';
import { Toasts } from '../../ui/toasts';
import { FlowDesk } from '../flow-desk';
import { Tick } from '../inspector/tick';
import { PreviewSession } from './preview-session';
import { type ExpectedPart, partsExpected, withoutParts } from './test-parts';

/** What was just tried becomes a test of the flow: publishing runs it, and stops when it fails. */
@Component({
  selector: 'app-record-test-dialog',
  imports: [Dialog, Tick],
  template: `
    <section>
      <app-dialog heading="Record as a test" (closed)="closed.emit()">
        <form class="form-grid" (submit)="save($event)">
          <p class="quiet">
            {{ steps() }} of the preview are gone through again before each publication. A test that fails stops it.
          </p>
          <div class="field">
            <label for="test-name">Name</label>
            <input
              #box
              class="input"
              id="test-name"
              data-first
              maxlength="120"
              autocomplete="off"
              placeholder="Asks for a call when the shop is closed"
              [value]="name()"
              [attr.aria-invalid]="refusal() ? 'true' : null"
              aria-describedby="test-refusal"
              (input)="name.set(box.value)"
            />
          </div>
          <fieldset>
            <legend>It has to come out that</legend>
            @for (line of lines(); track line.part) {
              <app-tick [label]="line.words" [value]="!left().has(line.part)" (changed)="keep(line.part, $event)" />
            }
          </fieldset>
          <p class="error" id="test-refusal" role="alert" [hidden]="!refusal()">{{ refusal() }}</p>
          <div class="dialog-actions">
            <button type="button" class="btn" (click)="closed.emit()">Cancel</button>
            <button type="submit" class="btn primary" [attr.aria-disabled]="busy()">
              {{ busy() ? 'Saving…' : 'Save the test' }}
            </button>
          </div>
        </form>
      </app-dialog>
    </section>
  `,
  styles: `
    fieldset {
      display: grid;
      gap: 4px;
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0;
      margin-bottom: 6px;
      font-weight: 600;
    }
    .error[hidden] {
      display: none;
    }
  `,
})
export class RecordTestDialog {
  private readonly api = inject(Api);
  private readonly desk = inject(FlowDesk);
  private readonly session = inject(PreviewSession);
  private readonly toasts = inject(Toasts);
  readonly closed = output();

  protected readonly name = signal('');
  protected readonly refusal = signal('');
  protected readonly busy = signal(false);
  protected readonly left = signal<ReadonlySet<ExpectedPart>>(new Set());
  private readonly recorded = signal<Scenario | null>(this.record());
  protected readonly steps = computed(() => many(this.session.seq(), 'step'));
  protected readonly lines = computed(() => {
    const [scenario, definition] = [this.recorded(), this.session.definition()];
    return scenario && definition ? partsExpected(scenario, definition) : [];
  });

  protected keep(part: ExpectedPart, on: boolean): void {
    this.left.update((left) => {
      const after = new Set(left);
      if (on) after.delete(part);
      else after.add(part);
      return after;
    });
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const [scenario, flow, name] = [this.recorded(), this.desk.flow(), this.name().trim()];
    if (!name) return this.refusal.set('Give it a name that says what it proves.');
    if (!scenario || !flow || this.busy()) return;
    this.busy.set(true);
    try {
      await this.api.createScenario(flow.id, { ...withoutParts(scenario, this.left()), name });
      this.toasts.say(`“${name}” is a test of this flow.`);
      this.closed.emit();
    } catch (caught) {
      this.refusal.set(asProblem(caught).sentence);
    } finally {
      this.busy.set(false);
    }
  }

  private record(): Scenario | null {
    return this.session.recorded('Recorded');
  }
}
