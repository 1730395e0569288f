import { Component, computed, inject, linkedSignal } from '@angular/core';
import type { Effect, ResultInput } from '@calldocker/flow-engine';
import { PreviewSession } from './preview-session';

/** The preview asks and calls nobody: what a server would answer is said here by hand. */
@Component({
  selector: 'app-preview-answer',
  host: { role: 'group', '[attr.aria-label]': 'words()' },
  template: `
    <p>{{ words() }}</p>
    @for (name of taken(); track name) {
      <label
        >{{ name
        }}<input #box class="input" [value]="values()[name] ?? ''" (input)="fill(name, box.value)" autocomplete="off"
      /></label>
    }
    <div>
      <button type="button" class="btn" (click)="tell('ok')">It worked</button>
      <button type="button" class="btn" (click)="tell('failed')">It failed</button>
    </div>
  `,
  styles: `
    :host {
      position: absolute;
      inset: auto 10px 10px;
      max-height: 60%;
      overflow: auto;
      display: grid;
      gap: 8px;
      padding: 10px 12px;
      border: 1px solid var(--line);
      border-radius: 14px;
      background: var(--raised);
      box-shadow: var(--shadow-2);
      font-size: var(--t-12);
    }
    p {
      overflow-wrap: anywhere;
    }
    label {
      display: grid;
      grid-template-columns: minmax(60px, auto) minmax(0, 1fr);
      gap: 8px;
      align-items: center;
      font-family: var(--mono);
    }
    .input {
      min-height: 28px;
    }
    div {
      display: flex;
      gap: 6px;
    }
  `,
})
export class PreviewAnswer {
  protected readonly session = inject(PreviewSession);
  protected readonly values = linkedSignal<Effect | null, Record<string, string>>({
    source: () => this.session.awaited(),
    computation: () => ({}),
  });
  /** The variables that a request's answer would fill. */
  protected readonly taken = computed(() => {
    const effect = this.session.awaited();
    return effect?.type === 'request' ? Object.keys(effect.take) : [];
  });
  protected readonly words = computed(() => {
    const effect = this.session.awaited();
    return effect?.type === 'request'
      ? `${effect.method} ${effect.url} is not sent from here. What came back?`
      : 'Nobody is called from here. How did it go?';
  });

  protected fill(name: string, text: string): void {
    this.values.update((values) => ({ ...values, [name]: text }));
  }

  protected tell(status: ResultInput['status']): void {
    const effect = this.session.awaited();
    if (!effect) return;
    const values = this.taken().length > 0 && status === 'ok' ? { values: this.values() } : {};
    this.session.answer({ type: 'result', effectId: effect.id, status, ...values });
  }
}
