import { Component, computed, inject, input, linkedSignal, resource, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { type ApiProblem, asProblem } from '../api/problem';
import { Session } from '../api/session';
import type { Article, ArticleEdit, ArticleText } from '../api/types';
import { COMMON_LANGUAGES, languageName } from '../library/languages';
import { TagsField } from '../library/tags-field';
import { Confirm } from '../ui/confirm';
import { Icon } from '../ui/icon';
import { LoadProblem } from '../ui/load-problem';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toasts';
import { faultOf, feedbackWords, isFaulty, type TextFault } from './article-words';

const EMPTY: ArticleEdit = { status: 'draft', tags: [], texts: [{ language: 'en', question: '', answer: '' }] };

/** One article in all its languages; at the address `new` one that is not there yet. */
@Component({
  selector: 'app-article-editor',
  imports: [Icon, LoadProblem, RouterLink, Skeleton, TagsField],
  templateUrl: './article-editor.html',
  styleUrls: ['../settings/editor.css', './article-editor.css'],
  host: { '(window:beforeunload)': 'guard($event)' },
})
export class ArticleEditor {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);
  readonly id = input.required<string>();

  protected readonly languageName = languageName;
  protected readonly feedbackWords = feedbackWords;
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly mayWrite = computed(() => this.session.can('help:write'));
  protected readonly loaded = resource({
    params: () => (this.isNew() ? undefined : this.id()),
    loader: ({ params, abortSignal }) => this.api.getArticle(params, abortSignal),
  });
  private readonly tags = resource({ loader: ({ abortSignal }) => this.api.listArticleTags(abortSignal) });
  protected readonly knownTags = computed(() => (this.tags.hasValue() ? this.tags.value().items : []));
  /** What the server has; replaced by each save. */
  protected readonly article = linkedSignal<Article | null>(() =>
    this.loaded.hasValue() ? this.loaded.value() : null,
  );
  protected readonly problem = computed(() => {
    const error = this.loaded.error();
    return error ? asProblem(error) : null;
  });

  protected readonly draft = linkedSignal<ArticleEdit | null>(() => {
    const article = this.article();
    return article ? editOf(article) : this.isNew() ? EMPTY : null;
  });
  /** Which of the texts is being written. */
  protected readonly at = signal(0);
  protected readonly text = computed(() => this.draft()?.texts[this.at()]);
  protected readonly otherLanguages = computed(() => {
    const used = new Set(this.draft()?.texts.map(({ language }) => language));
    return COMMON_LANGUAGES.filter((tag) => !used.has(tag));
  });
  protected readonly changed = computed(() => {
    const article = this.article();
    return JSON.stringify(this.draft()) !== JSON.stringify(article ? editOf(article) : EMPTY);
  });
  protected readonly saving = signal(false);
  /** What is missing is said once somebody has tried to save. */
  private readonly tried = signal(false);
  protected readonly fault = computed<TextFault>(() => {
    const text = this.text();
    return this.tried() && text ? faultOf(text) : {};
  });
  protected readonly refusal = signal<ApiProblem | null>(null);

  mayLeave(): boolean | Promise<boolean> {
    if (!this.changed() || !this.mayWrite()) return true;
    return this.confirm.ask({
      heading: 'Leave without saving?',
      body: 'What you wrote in this article is lost.',
      action: 'Leave',
      danger: true,
    });
  }

  protected guard(event: BeforeUnloadEvent): void {
    if (this.changed() && this.mayWrite()) event.preventDefault();
  }

  protected change(edit: Partial<ArticleEdit>): void {
    this.draft.update((draft) => draft && { ...draft, ...edit });
  }

  protected write(edit: Partial<ArticleText>): void {
    const texts = this.draft()?.texts.map((text, index) => (index === this.at() ? { ...text, ...edit } : text));
    if (texts) this.change({ texts });
  }

  protected addLanguage(language: string): void {
    const texts = this.draft()?.texts;
    if (!language || !texts) return;
    this.change({ texts: [...texts, { language, question: '', answer: '' }] });
    this.at.set(texts.length);
  }

  protected dropLanguage(): void {
    const before = this.draft()?.texts;
    const dropped = this.text();
    if (!before || !dropped) return;
    this.change({ texts: before.filter((text) => text !== dropped) });
    this.at.update((at) => Math.max(0, at - 1));
    this.toasts.say(`${languageName(dropped.language)} is taken out.`, {
      label: 'Undo',
      run: () => this.change({ texts: before }),
    });
  }

  protected shownFault(index: number): boolean {
    const text = this.draft()?.texts[index];
    return this.tried() && text !== undefined && isFaulty(faultOf(text));
  }

  protected press(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (this.changed()) void this.save();
  }

  protected submit(event: Event): void {
    event.preventDefault();
    void this.save();
  }

  protected reload(): void {
    this.loaded.reload();
  }

  protected takeTheirs(): void {
    this.refusal.set(null);
    this.at.set(0);
    this.loaded.reload();
  }

  protected async remove(): Promise<void> {
    const article = this.article();
    const yes = await this.confirm.ask({
      heading: 'Delete this article?',
      body: 'Visitors do not find it any more, and what they said of it is lost. To keep that, make it a draft.',
      action: 'Delete',
      danger: true,
    });
    if (!article || !yes || !(await this.toasts.try(() => this.api.deleteArticle(article.id)))) return;
    this.draft.set(editOf(article));
    this.toasts.say('The article is deleted.');
    await this.router.navigateByUrl('/help');
  }

  private async save(): Promise<void> {
    const draft = this.draft();
    if (!draft || this.saving()) return;
    this.tried.set(true);
    const wrong = draft.texts.findIndex((text) => isFaulty(faultOf(text)));
    if (wrong >= 0) return this.at.set(wrong);
    this.saving.set(true);
    this.refusal.set(null);
    try {
      const article = this.article();
      const saved = article
        ? await this.api.saveArticle(article.id, draft, article.revision)
        : await this.api.createArticle(draft);
      this.tried.set(false);
      this.article.set(saved);
      this.toasts.say(saved.status === 'published' ? 'Saved. Visitors find it now.' : 'Saved as a draft.');
      if (!article) await this.router.navigate(['/help/articles', saved.id], { replaceUrl: true });
    } catch (caught) {
      // Every refusal of the API is shown beside the button.
      this.refusal.set(asProblem(caught));
    } finally {
      this.saving.set(false);
    }
  }
}

const editOf = ({ status, tags, texts }: Article): ArticleEdit => ({ status, tags, texts });
