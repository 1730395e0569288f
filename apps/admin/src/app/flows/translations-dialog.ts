import { Component, computed, inject, input, output, resource, signal } from '@angular/core';
import { Api } from '../api/api';
import { asProblem } from '../api/problem';
import { Session } from '../api/session';
import type { FlowSummary, LanguageCompleteness, TranslationReport } from '../api/types';
import { languageName } from '../library/languages';
import { Dialog } from '../ui/dialog';
import { many } from '../ui/format';
import { Icon } from '../ui/icon';
import { LoadProblem } from '../ui/load-problem';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toasts';
import { download } from './flow-file';
import { translationLines } from './translation-words';

const PO = 'text/x-gettext-translation';

/** How complete the draft is in each language, and its texts as a file for translators, there and back. */
@Component({
  selector: 'app-translations-dialog',
  imports: [Dialog, Icon, LoadProblem, Skeleton],
  template: `
    <section>
      <app-dialog [heading]="'Translations of ' + flow().name" (closed)="closed.emit()">
        @if (loaded.error(); as error) {
          <app-load-problem [problem]="problem(error)" what="the translations" (retry)="loaded.reload()" />
        } @else if (loaded.value(); as languages) {
          <ul role="list" aria-label="Languages">
            @for (one of languages; track one.language) {
              <li>
                <div>
                  <b>{{ name(one.language) }}</b>
                  <small>{{ words(one) }}</small>
                  <div class="meter" aria-hidden="true"><i [style.width.%]="one.percent"></i></div>
                </div>
                @if (!$first) {
                  <span class="acts">
                    <button
                      type="button"
                      class="btn"
                      [attr.aria-label]="'Save the texts in ' + name(one.language) + ' as a PO file'"
                      (click)="save(one.language)"
                    >
                      <svg icon="download"></svg>PO
                    </button>
                    @if (mayWrite()) {
                      <button
                        type="button"
                        class="btn"
                        [attr.aria-label]="'Take in translations into ' + name(one.language)"
                        (click)="into.set(one.language); file.click()"
                      >
                        <svg icon="upload"></svg>Take in
                      </button>
                    }
                  </span>
                }
              </li>
            }
          </ul>
          @if (languages.length === 1) {
            <p class="quiet">It has one language. Add another in the builder, under the flow’s settings.</p>
          }
          <input
            #file
            class="sr"
            type="file"
            accept=".po,.pot,text/x-gettext-translation"
            tabindex="-1"
            aria-hidden="true"
            (change)="take(file)"
          />
          @if (report(); as lines) {
            <div role="status">
              @for (line of lines; track $index) {
                <p [class.quiet]="!$first">{{ line }}</p>
              }
            </div>
          }
          @if (refusal(); as sentence) {
            <p class="error" role="alert"><svg icon="alert"></svg>{{ sentence }}</p>
          }
        } @else {
          <app-skeleton what="the translations" shape="lines" [count]="3" />
        }
      </app-dialog>
    </section>
  `,
  styles: `
    li {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 4px 12px;
      align-items: center;
      padding: 10px 0;
    }
    li + li {
      border-top: 1px solid var(--line);
    }
    b {
      display: block;
      font-weight: 600;
    }
    small {
      font-size: var(--t-12);
      color: var(--ink-3);
    }
    .meter {
      margin-top: 6px;
    }
    .acts {
      display: flex;
      gap: 6px;
    }
    @media (max-width: 480px) {
      li {
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
      }
    }
  `,
})
export class TranslationsDialog {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  protected readonly name = languageName;
  protected readonly problem = asProblem;

  readonly flow = input.required<FlowSummary>();
  readonly closed = output();

  protected readonly mayWrite = computed(() => this.session.can('flows:write') && !this.flow().archived);
  protected readonly loaded = resource({
    params: () => this.flow().id,
    loader: async ({ params, abortSignal }) => (await this.api.listTranslations(params, abortSignal)).languages,
  });
  protected readonly into = signal<string | null>(null);
  protected readonly report = signal<readonly string[] | null>(null);
  protected readonly refusal = signal<string | null>(null);

  protected words({ texts, media, percent }: LanguageCompleteness): string {
    const missing = [
      texts.missing > 0 && `${many(texts.missing, 'text')} missing`,
      media.missing > 0 && `${many(media.missing, 'medium', 'media')} missing`,
    ].filter((part) => part !== false);
    return missing.length > 0 ? `${percent} % · ${missing.join(', ')}` : 'Complete';
  }

  protected async save(language: string): Promise<void> {
    await this.toasts.try(async () => {
      const po = await this.api.exportTranslation(this.flow().id, language);
      download(po, PO, `${this.flow().key}.${language}.po`);
    });
  }

  protected async take(box: HTMLInputElement): Promise<void> {
    const [file, language] = [box.files?.[0], this.into()];
    box.value = '';
    if (!file || language === null) return;
    this.report.set(null);
    this.refusal.set(null);
    try {
      const { id } = this.flow();
      // What is the draft now, not when the list was loaded: a translator's file takes days.
      const { draftRevision } = await this.api.getFlow(id);
      const report: TranslationReport = await this.api.importTranslation(
        id,
        language,
        await file.text(),
        draftRevision,
      );
      this.report.set(translationLines(report, languageName(language)));
      this.loaded.reload();
    } catch (caught) {
      this.refusal.set(asProblem(caught).sentence);
    }
  }
}
