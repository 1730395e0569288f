import { Component, ElementRef, OnDestroy, afterNextRender, input, output, viewChild } from '@angular/core';
import { Icon } from './icon';

let dialogs = 0;

/**
 * A modal on the browser's own `<dialog>`: focus stays inside, Escape and the backdrop close it, and focus goes back to
 * where it was. Shown as long as it is in the template: `@if (renaming()) { <app-dialog ... (closed)="..."> }`.
 */
@Component({
  selector: 'app-dialog',
  imports: [Icon],
  template: `
    <dialog #dialog [class.wide]="wide()" [attr.aria-labelledby]="id" (close)="closed.emit()" (cancel)="cancel($event)">
      <div class="sheet">
        <header>
          <h2 [id]="id">{{ heading() }}</h2>
          <button type="button" class="btn bare only" aria-label="Close" (click)="close()">
            <svg icon="close"></svg>
          </button>
        </header>
        <ng-content />
      </div>
    </dialog>
  `,
  styles: `
    dialog {
      width: min(100% - 32px, 480px);
      max-height: min(100dvh - 32px, 860px);
      padding: 0;
      border: 1px solid var(--line);
      border-radius: var(--r-l);
      background: var(--raised);
      color: var(--ink);
      box-shadow: var(--shadow-3);
      margin: auto;
      overflow: auto;
    }
    dialog.wide {
      width: min(100% - 32px, 860px);
    }
    dialog::backdrop {
      background: rgb(5 14 17 / 0.5);
    }
    .sheet {
      display: grid;
      gap: var(--s4);
      padding: 20px;
    }
    header {
      display: flex;
      align-items: center;
      gap: var(--s3);
    }
    h2 {
      font-size: var(--t-20);
      letter-spacing: -0.02em;
    }
    header .btn {
      margin: -4px -6px -4px auto;
    }
    @media (prefers-reduced-motion: no-preference) {
      dialog[open] {
        animation: rise var(--base) var(--ease);
      }
      @keyframes rise {
        from {
          opacity: 0;
          transform: translateY(8px);
        }
      }
    }
  `,
})
export class Dialog implements OnDestroy {
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  private readonly opener = document.activeElement;
  protected readonly id = `dialog-${++dialogs}`;

  readonly heading = input.required<string>();
  readonly wide = input(false);
  /** `closed` is a wish then: the page may ask first, and takes the dialog out of the template. */
  readonly asks = input(false);
  readonly closed = output();

  constructor() {
    afterNextRender(() => {
      const element = this.dialog().nativeElement;
      element.showModal();
      // A click that meets the dialog itself, not its sheet, fell on the backdrop.
      element.addEventListener('click', (event) => event.target === element && this.close());
      element.querySelector<HTMLElement>('[data-first]')?.focus();
    });
  }

  close(): void {
    if (this.asks()) this.closed.emit();
    else this.dialog().nativeElement.close();
  }

  protected cancel(event: Event): void {
    if (!this.asks()) return;
    event.preventDefault();
    this.closed.emit();
  }

  ngOnDestroy(): void {
    // Taken out of the page without close(): the browser then leaves focus on nothing.
    if (this.opener instanceof HTMLElement && this.opener.isConnected) this.opener.focus();
  }
}
