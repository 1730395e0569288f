import { Component, computed, inject } from '@angular/core';
import { Editor } from '../canvas/editor';
import { DraftStore } from '../draft/draft-store';
import { Presence } from '../presence';

const MOST = 3;

/** Who else has this flow open. A press on one goes to where they work. */
@Component({
  selector: 'app-faces',
  template: `
    @if (shown().length > 0) {
      <ul role="list" aria-label="Also here">
        @for (one of shown(); track one.tab) {
          <li>
            <button
              type="button"
              class="face"
              [attr.data-colour]="one.colour"
              [attr.aria-label]="one.words"
              [title]="one.words"
              (click)="go(one.nodeId)"
            >
              {{ one.initials }}
            </button>
          </li>
        }
        @if (more() > 0) {
          <li>
            <span class="face" [title]="rest()"
              >+{{ more() }}<span class="sr"> more: {{ rest() }}</span></span
            >
          </li>
        }
      </ul>
    }
  `,
  styles: `
    ul {
      display: flex;
    }
    li + li {
      margin-inline-start: -5px;
    }
    .face {
      display: grid;
      place-items: center;
      width: 28px;
      height: 28px;
      border-radius: 50%;
      border: 2px solid var(--surface);
      font-size: 11px;
      font-weight: 620;
      background: var(--person, var(--sunken));
      color: var(--ink-2);
    }
    button.face {
      color: #fff;
      cursor: pointer;
    }
    .face:hover,
    .face:focus-visible {
      position: relative;
      z-index: 1;
    }
    @media (max-width: 1000px) {
      li:nth-child(n + 3) {
        display: none;
      }
    }
  `,
})
export class Faces {
  private readonly presence = inject(Presence);
  private readonly store = inject(DraftStore);
  private readonly editor = inject(Editor);

  protected readonly shown = computed(() =>
    this.presence
      .people()
      .slice(0, MOST)
      .map((one) => ({ ...one, initials: initialsOf(one.name), words: this.wordsFor(one.name, one.nodeId) })),
  );
  protected readonly more = computed(() => Math.max(0, this.presence.people().length - MOST));
  protected readonly rest = computed(() =>
    this.presence
      .people()
      .slice(MOST)
      .map(({ name }) => name)
      .join(', '),
  );

  protected go(nodeId: string | null): void {
    if (nodeId !== null && this.store.node(nodeId)) this.editor.show(nodeId);
  }

  private wordsFor(name: string, nodeId: string | null): string {
    const node = this.store.node(nodeId);
    return node ? `${name}, at ${node.name}` : `${name} is here too`;
  }
}

/** `Ada Lovelace` is AL, `Grace` is G. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}
