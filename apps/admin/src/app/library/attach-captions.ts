import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { readCaptions, writeVtt } from '@calldocker/captions';
import { Api } from '../api/api';
import { asProblem } from '../api/problem';
import type { Content } from '../api/types';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { Toasts } from '../ui/toasts';
import { captionGuess } from './caption-files';
import { COMMON_LANGUAGES, isLanguage, languageName } from './languages';

/** Caption files that were dropped: to which piece, in which language. Guessed from their names. */
@Component({
  selector: 'app-attach-captions',
  imports: [Dialog, Icon],
  template: `
    <app-dialog heading="Attach captions" (closed)="closed.emit()">
      <form class="form-grid" (submit)="attach($event)">
        @for (row of rows(); track row.file.name; let index = $index) {
          <fieldset>
            <legend>{{ row.file.name }}</legend>
            <div class="field">
              <label [for]="'piece-' + index">Piece</label>
              <select
                #piece
                class="input"
                [id]="'piece-' + index"
                (change)="change(index, { contentId: piece.value || null })"
              >
                <option value="" [selected]="!row.contentId">Leave it out</option>
                @for (one of playable(); track one.id) {
                  <option [value]="one.id" [selected]="row.contentId === one.id">{{ one.name }}</option>
                }
              </select>
            </div>
            <div class="field">
              <label [for]="'tongue-' + index">Language</label>
              <input
                #language
                class="input"
                list="tongues"
                autocomplete="off"
                placeholder="en, de, pt-BR…"
                [id]="'tongue-' + index"
                [value]="row.language ?? ''"
                (change)="change(index, { language: language.value.trim() || null })"
              />
            </div>
            @if (row.problem) {
              <p class="error" role="alert"><svg icon="alert"></svg>{{ row.problem }}</p>
            }
          </fieldset>
        }
        <datalist id="tongues">
          @for (tag of common; track tag) {
            <option [value]="tag">{{ languageName(tag) }}</option>
          }
        </datalist>
        <div class="dialog-actions">
          <button type="button" class="btn" (click)="closed.emit()">Cancel</button>
          <button class="btn primary" data-first [disabled]="busy()"><svg icon="captions"></svg>Attach</button>
        </div>
      </form>
    </app-dialog>
  `,
  styles: `
    fieldset {
      display: grid;
      grid-template-columns: minmax(0, 1.6fr) minmax(0, 1fr);
      gap: 8px;
      margin: 0;
      padding: 0;
      border: 0;
      min-width: 0;
    }
    legend {
      padding: 0 0 6px;
      font-weight: 600;
      overflow-wrap: anywhere;
    }
    .error {
      grid-column: 1 / -1;
    }
  `,
})
export class AttachCaptions {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  readonly files = input.required<readonly File[]>();
  readonly pieces = input.required<readonly Content[]>();
  readonly changed = output<Content>();
  readonly closed = output();

  protected readonly common = COMMON_LANGUAGES;
  protected readonly languageName = languageName;
  protected readonly busy = signal(false);
  protected readonly playable = computed(() => this.pieces().filter(({ kind }) => kind !== 'image'));
  protected readonly rows = linkedSignal(() =>
    this.files().map((file) => ({ file, problem: '', ...captionGuess(file.name, this.pieces()) })),
  );

  protected change(
    index: number,
    edit: { contentId?: string | null; language?: string | null; problem?: string },
  ): void {
    this.rows.update((rows) => rows.map((row, at) => (at === index ? { ...row, problem: '', ...edit } : row)));
  }

  protected async attach(event: Event): Promise<void> {
    event.preventDefault();
    this.busy.set(true);
    const done: string[] = [];
    for (const { file, contentId, language } of this.rows()) {
      if (!contentId) continue;
      const problem = await this.put(file, contentId, language);
      const index = this.rows().findIndex((row) => row.file === file);
      if (problem) this.change(index, { problem });
      else {
        done.push(file.name);
        this.rows.update((rows) => rows.filter((row) => row.file !== file));
      }
    }
    this.busy.set(false);
    if (done.length) this.toasts.say(`${done.join(', ')} ${done.length === 1 ? 'is' : 'are'} attached.`);
    if (!this.rows().some(({ contentId }) => contentId)) this.closed.emit();
  }

  /** Answers what is wrong with it, or nothing. */
  private async put(file: File, contentId: string, language: string | null): Promise<string> {
    if (!language || !isLanguage(language))
      return 'Which language are they in? English is en, Brazilian Portuguese pt-BR.';
    try {
      const { cues, faults } = readCaptions(new Uint8Array(await file.arrayBuffer()));
      if (faults[0]) return `Line ${faults[0].line}: ${faults[0].message}`;
      await this.api.putCaptions(contentId, language, writeVtt(cues));
      this.changed.emit(await this.api.getContent(contentId));
      return '';
    } catch (caught) {
      // Refused: said under the file that it is about.
      return asProblem(caught).sentence;
    }
  }
}
