import { Component, Service, inject, signal } from '@angular/core';
import { Dialog } from './dialog';

export interface Question {
  heading: string;
  body: string;
  /** The verb on the button that does it. */
  action: string;
  danger?: boolean;
}

interface Asked extends Question {
  answer: (yes: boolean) => void;
}

/** `if (await confirm.ask({ ... }))`. Shown by the one `<app-confirm-host>` at the root. */
@Service()
export class Confirm {
  private readonly current = signal<Asked | null>(null);
  readonly asked = this.current.asReadonly();

  ask(question: Question): Promise<boolean> {
    this.current()?.answer(false);
    return new Promise((resolve) => {
      const answer = (yes: boolean) => {
        this.current.set(null);
        resolve(yes);
      };
      this.current.set({ ...question, answer });
    });
  }
}

@Component({
  selector: 'app-confirm-host',
  imports: [Dialog],
  template: `
    @if (confirm.asked(); as asked) {
      <app-dialog [heading]="asked.heading" (closed)="asked.answer(false)">
        <p class="quiet text-14">{{ asked.body }}</p>
        <div class="dialog-actions">
          <button type="button" class="btn" data-first (click)="asked.answer(false)">Cancel</button>
          <button
            type="button"
            class="btn"
            [class.primary]="!asked.danger"
            [class.delete]="asked.danger"
            (click)="asked.answer(true)"
          >
            {{ asked.action }}
          </button>
        </div>
      </app-dialog>
    }
  `,
})
export class ConfirmHost {
  protected readonly confirm = inject(Confirm);
}
