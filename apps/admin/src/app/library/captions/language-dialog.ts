import { Component, computed, input, output, signal } from '@angular/core';
import { FormField, FormRoot, form, required, validate } from '@angular/forms/signals';
import { Dialog } from '../../ui/dialog';
import { FieldError, FieldState } from '../../ui/field';
import { COMMON_LANGUAGES, isLanguage, languageName } from '../languages';

export interface NewLanguage {
  language: string;
  /** Whose timings it begins with. */
  timings: string | null;
}

/** Which language captions are written in, and what they begin with. */
@Component({
  selector: 'app-language-dialog',
  imports: [Dialog, FieldError, FieldState, FormField, FormRoot],
  template: `
    <app-dialog heading="Captions in another language" (closed)="closed.emit()">
      <form class="form-grid" [formRoot]="form">
        <div class="field">
          <label for="caption-language">Language</label>
          <input
            class="input"
            id="caption-language"
            data-first
            list="caption-languages"
            autocomplete="off"
            placeholder="en, de, pt-BR…"
            [formField]="form.language"
          />
          <datalist id="caption-languages">
            @for (tag of offered(); track tag) {
              <option [value]="tag">{{ languageName(tag) }}</option>
            }
          </datalist>
          <app-field-error for="caption-language" [field]="form.language()" />
        </div>
        @if (taken().length > 0) {
          <div class="field">
            <label for="caption-timings">Begin with</label>
            <select class="input" id="caption-timings" [formField]="form.timings">
              <option value="">No cues</option>
              @for (tag of taken(); track tag) {
                <option [value]="tag">The timings of {{ languageName(tag) }}</option>
              }
            </select>
          </div>
        }
        <div class="dialog-actions">
          <button type="button" class="btn" (click)="closed.emit()">Cancel</button>
          <button class="btn primary">Begin</button>
        </div>
      </form>
    </app-dialog>
  `,
})
export class LanguageDialog {
  readonly taken = input.required<readonly string[]>();
  readonly chosen = output<NewLanguage>();
  readonly closed = output();
  protected readonly languageName = languageName;
  protected readonly offered = computed(() => COMMON_LANGUAGES.filter((tag) => !this.taken().includes(tag)));
  private readonly draft = signal({ language: '', timings: '' });

  protected readonly form = form(
    this.draft,
    (path) => {
      required(path.language, { message: 'Which language are they in? Type its tag, en for example.' });
      validate(path.language, ({ value }) =>
        isLanguage(value().trim())
          ? null
          : { kind: 'language', message: 'This is no language tag. English is en, Brazilian Portuguese pt-BR.' },
      );
    },
    {
      submission: {
        action: async () => {
          const { language, timings } = this.draft();
          const [tag = ''] = Intl.getCanonicalLocales(language.trim());
          this.chosen.emit({ language: tag, timings: timings || null });
        },
      },
    },
  );
}
