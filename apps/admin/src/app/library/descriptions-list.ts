import { Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { asProblem } from '../api/problem';
import type { Content } from '../api/types';
import { clock } from '../ui/format';
import { Icon } from '../ui/icon';
import { Toasts } from '../ui/toasts';
import { soundsFor } from './described';
import { COMMON_LANGUAGES, isLanguage, languageName } from './languages';

/** The sounds that visitors who do not see a film may hear in place of its own, one a language. */
@Component({
  selector: 'app-descriptions-list',
  imports: [Icon, RouterLink],
  template: `
    <ul role="list" aria-label="Audio descriptions">
      @for (one of content().descriptions; track one.language) {
        <li>
          <div>
            {{ languageName(one.language) }}
            <small>
              <a routerLink="." [queryParams]="{ piece: one.contentId }" queryParamsHandling="merge">{{ one.name }}</a>
            </small>
          </div>
          @if (mayWrite()) {
            <button
              type="button"
              class="btn"
              [disabled]="busy()"
              [attr.aria-label]="'Take the audio description in ' + languageName(one.language) + ' off'"
              (click)="remove(one.language)"
            >
              <svg icon="close"></svg>Take off
            </button>
          }
        </li>
      } @empty {
        <li class="quiet">None. It tells those who do not see the film what happens in it.</li>
      }
    </ul>
    @if (mayWrite()) {
      @if (sounds(); as offered) {
        @if (offered.length) {
          <form (submit)="attach($event, language.value.trim(), sound.value)">
            <div class="field">
              <label for="described-language">Language</label>
              <input
                #language
                class="input"
                id="described-language"
                list="described-languages"
                autocomplete="off"
                placeholder="en, de, pt-BR…"
                [value]="content().language ?? ''"
              />
              <datalist id="described-languages">
                @for (tag of common; track tag) {
                  <option [value]="tag">{{ languageName(tag) }}</option>
                }
              </datalist>
            </div>
            <div class="field">
              <label for="described-sound">Sound</label>
              <select #sound class="input" id="described-sound">
                @for (one of offered; track one.id) {
                  <option [value]="one.id">{{ one.name }} · {{ lengthOf(one) }}</option>
                }
              </select>
            </div>
            <button class="btn primary" [disabled]="busy()"><svg icon="described"></svg>Attach</button>
            @if (problem(); as words) {
              <p class="error" role="alert"><svg icon="alert"></svg>{{ words }}</p>
            }
          </form>
        } @else {
          <p class="quiet" role="status">
            No sound in the library is {{ lengthOf(content()) }} long. Upload the film’s whole sound with what is seen
            told in it, then attach it here.
          </p>
        }
      } @else {
        <button type="button" class="btn" [disabled]="busy()" (click)="offer()">
          <svg icon="plus"></svg>Attach a sound
        </button>
      }
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
      justify-items: start;
    }
    ul,
    form {
      width: 100%;
    }
    li {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 44px;
    }
    li .btn {
      margin-inline-start: auto;
    }
    form {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1.6fr) auto;
      align-items: end;
      gap: 8px;
    }
    .error {
      grid-column: 1 / -1;
    }
    small {
      display: block;
      font-size: var(--t-12);
      overflow-wrap: anywhere;
    }
    @media (max-width: 700px) {
      form {
        grid-template-columns: minmax(0, 1fr);
        align-items: stretch;
      }
      form .btn {
        order: 1;
      }
    }
  `,
})
export class DescriptionsList {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  readonly content = input.required<Content>();
  readonly mayWrite = input(false);
  readonly changed = output<Content>();

  protected readonly common = COMMON_LANGUAGES;
  protected readonly languageName = languageName;
  protected readonly busy = signal(false);
  protected readonly problem = signal('');
  private readonly library = signal<readonly Content[] | null>(null);
  protected readonly sounds = computed(() => {
    const library = this.library();
    return library && soundsFor(this.content(), library);
  });

  protected lengthOf({ durationSeconds }: Pick<Content, 'durationSeconds'>): string {
    return clock(durationSeconds ?? 0);
  }

  /** The newest hundred: a sound that was made for the film is among them. */
  protected async offer(): Promise<void> {
    await this.work(async () => {
      const { items } = await this.api.listContent({ kind: 'audio', status: 'ready', limit: 100 });
      this.library.set(items);
    });
  }

  protected async attach(event: Event, language: string, soundId: string): Promise<void> {
    event.preventDefault();
    this.problem.set('');
    if (!isLanguage(language))
      return this.problem.set('Which language is it in? English is en, Brazilian Portuguese pt-BR.');
    this.busy.set(true);
    try {
      this.changed.emit(await this.api.putDescription(this.content().id, language, soundId));
      this.library.set(null);
      this.toasts.say(`${this.content().name} has an audio description in ${languageName(language)}.`);
    } catch (caught) {
      // Refused: said under the form that it is about.
      this.problem.set(asProblem(caught).sentence);
    }
    this.busy.set(false);
  }

  protected async remove(language: string): Promise<void> {
    const { id, descriptions } = this.content();
    const taken = descriptions.find((one) => one.language === language);
    await this.work(async () => {
      await this.api.deleteDescription(id, language);
      this.changed.emit(await this.api.getContent(id));
      const run = async () => {
        if (taken) this.changed.emit(await this.api.putDescription(id, language, taken.contentId));
      };
      this.toasts.say(`The audio description in ${languageName(language)} is off.`, { label: 'Undo', run });
    });
  }

  private async work(task: () => Promise<void>): Promise<void> {
    this.busy.set(true);
    await this.toasts.try(task);
    this.busy.set(false);
  }
}
