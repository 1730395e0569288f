import { Component, ElementRef, Service, effect, inject, signal, viewChild } from '@angular/core';
import { asProblem } from '../api/problem';
import { Icon, type IconName } from './icon';

export interface Toast {
  id: number;
  text: string;
  tone: 'good' | 'bad';
  /** `Undo`, `Try again`. */
  action?: { label: string; run: () => unknown };
}

const SHORT_MS = 5_000;
/** With something to press, or something to read twice, it stays longer. */
const LONG_MS = 10_000;
const AT_MOST = 3;

@Service()
export class Toasts {
  private readonly shown = signal<readonly Toast[]>([]);
  private next = 1;
  readonly list = this.shown.asReadonly();

  say(text: string, action?: Toast['action']): void {
    this.add({ text, action, tone: 'good' });
  }

  /** A refusal: what it means and what to do, in the server's words. */
  refuse(caught: unknown, action?: Toast['action']): void {
    this.add({ text: asProblem(caught).sentence, action, tone: 'bad' });
  }

  /** Does the work and shows its refusal. Answers whether it was done. */
  async try(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (caught) {
      // Every API refusal is shown; asProblem logs what is our own fault.
      this.refuse(caught);
      return false;
    }
  }

  dismiss(id: number): void {
    this.shown.update((list) => list.filter((toast) => toast.id !== id));
  }

  private add(toast: Omit<Toast, 'id'>): void {
    const id = this.next++;
    this.shown.update((list) => [...list, { ...toast, id }].slice(-AT_MOST));
    setTimeout(() => this.dismiss(id), toast.action || toast.tone === 'bad' ? LONG_MS : SHORT_MS);
  }
}

@Component({
  selector: 'app-toast-host',
  imports: [Icon],
  template: `
    <!-- A popover, so that a toast lies over an open dialog too. -->
    <section #shelf popover="manual" aria-label="Messages" aria-live="polite">
      @for (toast of toasts.list(); track toast.id) {
        <div class="toast" [class.bad]="toast.tone === 'bad'">
          <svg [icon]="icon(toast)"></svg>
          <p>{{ toast.text }}</p>
          @if (toast.action; as action) {
            <button type="button" class="btn bare" (click)="act(toast)">{{ action.label }}</button>
          }
          <button type="button" class="btn bare only" aria-label="Dismiss" (click)="toasts.dismiss(toast.id)">
            <svg icon="close"></svg>
          </button>
        </div>
      }
    </section>
  `,
  styles: `
    section {
      position: fixed;
      inset: auto 0 20px;
      margin: 0 auto;
      border: 0;
      padding: 0 16px;
      width: fit-content;
      max-width: min(100vw, 640px);
      background: none;
      overflow: visible;
    }
    section:popover-open {
      display: grid;
      gap: 8px;
    }
    .toast {
      display: flex;
      align-items: center;
      gap: 10px;
      padding: 8px 8px 8px 16px;
      border-radius: var(--r-l);
      background: light-dark(#0e1b1f, #22343a);
      color: #fff;
      box-shadow: var(--shadow-3);
      font-size: var(--t-13);
      font-weight: 540;
    }
    .toast > .icon {
      color: #74d296;
    }
    .toast.bad > .icon {
      color: #ffb3ac;
    }
    p {
      margin-right: auto;
      padding-block: 4px;
    }
    .btn {
      color: #fff;
      text-decoration: underline;
      text-underline-offset: 3px;
    }
    .btn:hover {
      background: rgb(255 255 255 / 0.14);
      color: #fff;
    }
    :focus-visible {
      outline-color: #fff;
    }
  `,
})
export class ToastHost {
  protected readonly toasts = inject(Toasts);
  private readonly shelf = viewChild.required<ElementRef<HTMLElement>>('shelf');

  constructor() {
    effect(() => {
      const any = this.toasts.list().length > 0;
      const shelf = this.shelf().nativeElement;
      // Shown anew each time: the last one shown lies on top.
      if (shelf.matches(':popover-open')) shelf.hidePopover();
      if (any) shelf.showPopover();
    });
  }

  protected icon(toast: Toast): IconName {
    return toast.tone === 'bad' ? 'alert' : 'check';
  }

  protected act(toast: Toast): void {
    this.toasts.dismiss(toast.id);
    toast.action?.run();
  }
}
