import { Component, inject, input, output, signal } from '@angular/core';
import { FormField, FormRoot, form, required, validate } from '@angular/forms/signals';
import { Api } from '../api/api';
import { asProblem } from '../api/problem';
import type { Content } from '../api/types';
import { Dialog } from '../ui/dialog';
import { FieldError, FieldState } from '../ui/field';
import { Icon } from '../ui/icon';
import { Toasts } from '../ui/toasts';
import { COMMON_LANGUAGES, isLanguage, languageName } from './languages';

/** Caption tracks of one piece, a WebVTT file for each language. */
@Component({
  selector: 'app-captions-dialog',
  imports: [Dialog, FieldError, FieldState, FormField, FormRoot, Icon],
  template: `
    <app-dialog [heading]="'Captions of ' + content().name" (closed)="closed.emit()">
      @if (content().captions.length) {
        <ul>
          @for (language of content().captions; track language) {
            <li>
              <svg icon="captions"></svg
              ><span
                >{{ languageName(language) }} <span class="small">{{ language }}</span></span
              >
              <button
                type="button"
                class="btn bare only"
                [attr.aria-label]="'Remove ' + languageName(language) + ' captions'"
                (click)="remove(language)"
              >
                <svg icon="close"></svg>
              </button>
            </li>
          }
        </ul>
      } @else {
        <p class="quiet">None yet. Captions serve people who can’t hear it, and everyone in a loud place.</p>
      }
      <form class="form-grid" [formRoot]="form">
        <div class="field">
          <label for="language">Language</label>
          <input
            class="input"
            id="language"
            list="languages"
            autocomplete="off"
            placeholder="en, de, pt-BR…"
            [formField]="form.language"
          />
          <datalist id="languages">
            @for (tag of common; track tag) {
              <option [value]="tag">{{ languageName(tag) }}</option>
            }
          </datalist>
          <app-field-error for="language" [field]="form.language()" />
        </div>
        <div class="field">
          <label for="vtt">WebVTT file</label>
          <input
            #box
            class="input"
            id="vtt"
            type="file"
            accept=".vtt,text/vtt"
            (change)="file.set(box.files?.[0] ?? null)"
          />
          @if (refusal(); as text) {
            <p class="error" role="alert"><svg icon="alert"></svg>{{ text }}</p>
          }
        </div>
        <div class="dialog-actions">
          <button type="button" class="btn" (click)="closed.emit()">Done</button>
          <button class="btn primary" [disabled]="form().submitting()"><svg icon="upload"></svg>Add captions</button>
        </div>
      </form>
    </app-dialog>
  `,
  styles: `
    ul {
      display: grid;
    }
    li {
      display: flex;
      align-items: center;
      gap: 10px;
      min-height: 40px;
      border-bottom: 1px solid var(--line);
    }
    li .btn {
      margin-left: auto;
    }
    input[type='file'] {
      padding: 5px;
    }
  `,
})
export class CaptionsDialog {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  readonly content = input.required<Content>();
  readonly closed = output();
  /** The languages it has now. */
  readonly changed = output<string[]>();

  protected readonly common = COMMON_LANGUAGES;
  protected readonly languageName = languageName;
  protected readonly file = signal<File | null>(null);
  protected readonly refusal = signal('');
  private readonly draft = signal({ language: '' });

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
    { submission: { action: () => this.add() } },
  );

  protected async remove(language: string): Promise<void> {
    const removed = await this.toasts.try(() => this.api.deleteCaptions(this.content().id, language));
    if (removed) this.changed.emit(this.content().captions.filter((one) => one !== language));
  }

  private async add(): Promise<undefined> {
    const file = this.file();
    this.refusal.set(file ? '' : 'Choose a .vtt file.');
    if (!file) return;
    const language = this.draft().language.trim();
    try {
      await this.api.putCaptions(this.content().id, language, await file.text());
    } catch (caught) {
      this.refusal.set(asProblem(caught).sentence);
      return;
    }
    this.changed.emit([...new Set([...this.content().captions, language])].sort());
    this.form().reset({ language: '' });
    this.file.set(null);
  }
}
