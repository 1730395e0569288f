import { Component, inject, output, signal } from '@angular/core';
import { FormField, form, maxLength, required } from '@angular/forms/signals';
import type { Reply } from '../api/types';
import { Dialog } from '../ui/dialog';
import { FieldError, FieldState } from '../ui/field';
import { Icon } from '../ui/icon';
import { Replies } from './replies';

/** Answers at hand: to be added, changed and deleted by every agent. */
@Component({
  selector: 'app-replies-dialog',
  imports: [Dialog, FieldError, FieldState, FormField, Icon],
  template: `
    <app-dialog heading="Answers at hand" [wide]="true" (closed)="closed.emit()">
      <ul>
        @for (reply of replies.all(); track reply.id) {
          <li>
            <b>/{{ reply.shortcut }}</b>
            <span>{{ reply.text }}</span>
            <button type="button" class="btn bare" (click)="edit(reply)">
              Change<span class="sr"> {{ reply.shortcut }}</span>
            </button>
            <button
              type="button"
              class="btn bare only danger"
              [attr.aria-label]="'Delete ' + reply.shortcut"
              (click)="replies.remove(reply)"
            >
              <svg icon="trash"></svg>
            </button>
          </li>
        } @empty {
          <li class="quiet">None are kept yet. What you add here, every agent finds by typing /.</li>
        }
      </ul>
      <form class="form-grid" (submit)="save($event)">
        <h3>{{ changed() ? 'Change /' + changed()!.shortcut : 'Keep another answer' }}</h3>
        <div class="field">
          <label for="reply-shortcut">Found by</label>
          <input
            class="input"
            id="reply-shortcut"
            autocomplete="off"
            placeholder="reset"
            [formField]="fields.shortcut"
          />
          <app-field-error for="reply-shortcut" [field]="fields.shortcut()" />
        </div>
        <div class="field">
          <label for="reply-text">Answer</label>
          <textarea class="input" id="reply-text" [formField]="fields.text"></textarea>
          <app-field-error for="reply-text" [field]="fields.text()" />
        </div>
        <div class="dialog-actions">
          @if (changed()) {
            <button type="button" class="btn" (click)="clear()">Don’t change it</button>
          }
          <button class="btn primary">{{ changed() ? 'Save' : 'Keep it' }}</button>
        </div>
      </form>
    </app-dialog>
  `,
  styles: `
    ul {
      display: grid;
      max-height: 300px;
      overflow: auto;
    }
    li {
      display: grid;
      grid-template-columns: minmax(80px, auto) minmax(0, 1fr) auto auto;
      gap: 10px;
      align-items: center;
      padding: 4px 0;
    }
    li + li {
      border-top: 1px solid var(--line);
    }
    li.quiet {
      display: block;
    }
    li span:not(.sr) {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    h3 {
      font-size: var(--t-13);
    }
  `,
})
export class RepliesDialog {
  protected readonly replies = inject(Replies);
  readonly closed = output();
  protected readonly changed = signal<Reply | null>(null);
  private readonly written = signal({ shortcut: '', text: '' });
  protected readonly fields = form(this.written, (path) => {
    required(path.shortcut, { message: 'Say by what it is found.' });
    maxLength(path.shortcut, 40, { message: 'Keep it within 40 characters.' });
    required(path.text, { message: 'Write the answer.' });
    maxLength(path.text, 4000, { message: 'Keep it within 4,000 characters.' });
  });

  constructor() {
    this.replies.load();
  }

  protected edit(reply: Reply): void {
    this.changed.set(reply);
    this.written.set({ shortcut: reply.shortcut, text: reply.text });
  }

  protected clear(): void {
    this.changed.set(null);
    this.written.set({ shortcut: '', text: '' });
    this.fields().reset();
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.fields().markAsTouched();
    if (this.fields().invalid()) return;
    const { shortcut, text } = this.written();
    if (await this.replies.save({ shortcut: shortcut.replace(/^\//, ''), text }, this.changed())) this.clear();
  }
}
