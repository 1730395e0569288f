import { Component, computed, inject } from '@angular/core';
import { languageName } from '../../../library/languages';
import { many } from '../../../ui/format';
import { Icon } from '../../../ui/icon';
import { type MenuAction, MoreMenu } from '../../../ui/more-menu';
import { DraftStore } from '../../draft/draft-store';
import { Inspected } from '../inspected';
import { fieldOf, languageStates, lent } from './gaps';

/** The flow's languages over a node's form: which one is written, and what the node still lacks in each. */
@Component({
  selector: 'app-language-tabs',
  imports: [Icon, MoreMenu],
  template: `
    @if (states().length > 1 && speaks()) {
      <div class="tabs" role="group" aria-label="Language being written">
        @for (state of states(); track state.language) {
          <button
            type="button"
            [attr.aria-pressed]="state.language === store.language()"
            (click)="store.write(state.language)"
          >
            {{ name(state.language) }}
            @if (state.missing.length > 0) {
              <span class="lack" aria-hidden="true">{{ state.missing.length }}</span>
              <span class="sr">, {{ state.missing.length }} missing</span>
            } @else {
              <svg icon="check"></svg><span class="sr">, complete</span>
            }
          </button>
        }
      </div>
      @if (missing().length > 0) {
        <p class="gap">
          <span>{{ words() }}</span>
          <button type="button" class="btn bare" (click)="show()">Show</button>
          @if (lenders().length > 0) {
            <app-more-menu [label]="'Copy into ' + name(store.language())" [actions]="lenders()" />
          }
        </p>
      }
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 6px;
    }
    :host:empty {
      display: none;
    }
    .tabs {
      display: flex;
      gap: 2px;
      overflow-x: auto;
      scrollbar-width: thin;
      border-bottom: 1px solid var(--line);
    }
    .tabs button {
      display: flex;
      flex: none;
      gap: 6px;
      align-items: center;
      min-height: 34px;
      padding: 0 10px;
      border-bottom: 2px solid transparent;
      font-weight: 540;
      color: var(--ink-2);
    }
    .tabs button[aria-pressed='true'] {
      border-color: var(--accent);
      color: var(--ink);
    }
    .tabs button:focus-visible {
      outline-offset: -2px;
    }
    .tabs .icon {
      color: var(--good);
      font-size: 12px;
    }
    .lack {
      min-width: 18px;
      padding: 0 5px;
      border-radius: var(--r-full);
      background: var(--warn-soft);
      color: var(--warn);
      font-size: var(--t-12);
      font-weight: 600;
      text-align: center;
    }
    .gap {
      display: flex;
      gap: 4px;
      align-items: center;
      font-size: var(--t-12);
      color: var(--ink-2);
    }
    .gap span {
      flex: 1;
    }
    .gap .btn {
      min-height: 28px;
    }
  `,
})
export class LanguageTabs {
  protected readonly store = inject(DraftStore);
  private readonly inspected = inject(Inspected);
  protected readonly name = languageName;

  protected readonly states = computed(() => {
    const id = this.inspected.id();
    return id === null ? [] : languageStates(this.store.definition(), id);
  });
  /** The node has something to say or to show. */
  protected readonly speaks = computed(() => this.states().some(({ total }) => total > 0));
  protected readonly missing = computed(
    () => this.states().find(({ language }) => language === this.store.language())?.missing ?? [],
  );
  protected readonly words = computed(() => {
    const texts = this.missing().filter(({ what }) => what === 'text').length;
    const media = this.missing().length - texts;
    const parts = [texts > 0 && many(texts, 'text'), media > 0 && many(media, 'medium', 'media')].filter(Boolean);
    return `${parts.join(' and ')} missing in ${languageName(this.store.language())}`;
  });
  /** Languages that have something of what is missing. */
  protected readonly lenders = computed<MenuAction[]>(() => {
    const [draft, missing, to] = [this.store.definition(), this.missing(), this.store.language()];
    return draft.languages.flatMap((from): MenuAction[] => {
      if (from === to || lent(draft, missing, to, from) === draft) return [];
      return [{ label: `Copy from ${languageName(from)}`, run: () => this.copy(from) }];
    });
  });

  protected show(): void {
    const [first] = this.missing();
    if (first) this.inspected.fieldWish.set(fieldOf(first));
  }

  private copy(from: string): void {
    const [draft, to] = [this.store.definition(), this.store.language()];
    this.store.replace(`Copy ${languageName(from)} into ${languageName(to)}`, lent(draft, this.missing(), to, from));
  }
}
