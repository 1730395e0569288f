import { Component, ElementRef, computed, inject, input, signal, viewChild } from '@angular/core';
import type { Reply } from '../api/types';
import { many } from '../ui/format';
import { Icon } from '../ui/icon';
import { RepliesDialog } from './replies-dialog';
import { Replies } from './replies';
import type { Talk } from './talk';

const ACCEPTED = 'image/jpeg,image/png,image/webp,application/pdf,text/plain';
const SHOWN = 8;

/** Where the agent writes. A `/` at the beginning looks through the answers at hand. */
@Component({
  selector: 'app-composer',
  imports: [Icon, RepliesDialog],
  template: `
    @if (found(); as found) {
      <ul id="replies" role="listbox" aria-label="Answers at hand">
        @for (reply of found; track reply.id) {
          <li
            role="option"
            [id]="'reply-' + reply.id"
            [attr.aria-selected]="$index === at()"
            (mousedown)="take(reply, $event)"
          >
            <b>/{{ reply.shortcut }}</b
            ><span>{{ reply.text }}</span>
          </li>
        } @empty {
          <li role="option" aria-selected="false" aria-disabled="true" class="quiet">
            {{ replies.all().length ? 'No answer has these words.' : 'No answers are kept yet.' }}
          </li>
        }
      </ul>
    }
    <p class="sr" role="status">{{ said() }}</p>
    <form (submit)="send($event)">
      <label class="btn bare only" title="Send a picture or file">
        <svg icon="attach"></svg>
        <input
          type="file"
          class="sr"
          aria-label="Send a picture or file"
          [accept]="accepted"
          (change)="attach($event)"
        />
      </label>
      <button
        type="button"
        class="btn bare only"
        aria-label="Answers at hand"
        title="Answers at hand"
        (click)="editing.set(true)"
      >
        <svg icon="faq"></svg>
      </button>
      <textarea
        #field
        rows="1"
        dir="auto"
        maxlength="4000"
        aria-label="Message"
        placeholder="Message, or / for answers"
        aria-autocomplete="list"
        [attr.aria-controls]="found() ? 'replies' : null"
        [attr.aria-activedescendant]="chosen() ? 'reply-' + chosen()!.id : null"
        [value]="text()"
        (input)="write(field.value)"
        (keydown)="key($event)"
        (paste)="paste($event)"
      ></textarea>
      <button class="btn primary only" aria-label="Send"><svg icon="send"></svg></button>
    </form>
    @if (editing()) {
      <app-replies-dialog (closed)="editing.set(false)" />
    }
  `,
  styleUrl: './composer.css',
  styles: `
    :host {
      position: relative;
    }
    label:has(:focus-visible) {
      outline: 2px solid var(--accent);
    }
    ul {
      position: absolute;
      inset: auto 0 calc(100% + 6px);
      z-index: 2;
      display: grid;
      max-height: 280px;
      padding: 6px;
      overflow: auto;
      border: 1px solid var(--line);
      border-radius: var(--r-l);
      background: var(--raised);
      box-shadow: var(--shadow-3);
    }
    li {
      display: flex;
      gap: 10px;
      padding: 7px 10px;
      border-radius: var(--r-m);
      cursor: pointer;
    }
    li[aria-selected='true'] {
      background: var(--sunken);
    }
    li span {
      overflow: hidden;
      color: var(--ink-2);
      text-overflow: ellipsis;
      white-space: nowrap;
    }
  `,
})
export class Composer {
  protected readonly replies = inject(Replies);
  protected readonly accepted = ACCEPTED;
  readonly talk = input.required<Talk>();
  private readonly field = viewChild.required<ElementRef<HTMLTextAreaElement>>('field');
  /** What is being written, by talk: going to another one must not lose it. */
  private readonly drafts = signal<ReadonlyMap<string, string>>(new Map());
  protected readonly at = signal(0);
  protected readonly editing = signal(false);
  protected readonly text = computed(() => this.drafts().get(this.talk().id) ?? '');

  /** Null while nobody looks for an answer. */
  protected readonly found = computed<readonly Reply[] | null>(() => {
    const words = /^\/(\S*)$/.exec(this.text())?.[1]?.toLowerCase();
    if (words === undefined) return null;
    const fits = ({ shortcut, text }: Reply) =>
      shortcut.toLowerCase().includes(words) || text.toLowerCase().includes(words);
    return this.replies.all().filter(fits).slice(0, SHOWN);
  });
  /** For who does not see the list open. */
  protected readonly said = computed(() => {
    const found = this.found();
    return found ? `${many(found.length, 'answer')} at hand. Choose with the arrow keys.` : '';
  });
  protected readonly chosen = computed(() => this.found()?.[this.at()] ?? null);

  protected write(text: string): void {
    this.keep(text);
    this.at.set(0);
    if (text.startsWith('/')) this.replies.load();
    else if (text) this.talk().tellTyping();
  }

  protected key(event: KeyboardEvent): void {
    if (event.isComposing || event.altKey) return;
    const found = this.found();
    if (found && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const by = event.key === 'ArrowDown' ? 1 : -1;
      this.at.update((at) => (at + by + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Escape' && found) {
      event.preventDefault();
      this.keep('');
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      const reply = this.chosen();
      if (reply) this.keep(reply.text);
      else if (!found) this.sendNow();
    }
  }

  protected take(reply: Reply, event: Event): void {
    event.preventDefault();
    this.keep(reply.text);
  }

  protected send(event: Event): void {
    event.preventDefault();
    this.sendNow();
  }

  protected attach({ target }: Event): void {
    if (!(target instanceof HTMLInputElement)) return;
    for (const file of target.files ?? []) this.talk().sendFile(file);
    target.value = '';
  }

  protected paste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    for (const file of files) this.talk().sendFile(file);
  }

  private sendNow(): void {
    this.talk().send(this.text());
    this.keep('');
    this.field().nativeElement.focus();
  }

  private keep(text: string): void {
    this.drafts.update((drafts) => new Map(drafts).set(this.talk().id, text));
  }
}
