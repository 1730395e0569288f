import { Component, computed, effect, inject, input, resource, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { Session } from '../api/session';
import type { Article } from '../api/types';
import { languageName } from '../library/languages';
import { Ago } from '../ui/ago';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { LoadMore } from '../ui/load-more';
import { LoadProblem } from '../ui/load-problem';
import { PagedList } from '../ui/paged-list';
import { SearchBox } from '../ui/search-box';
import { Skeleton } from '../ui/skeleton';
import { feedbackWords } from './article-words';
import { HelpNav } from './help-nav';

type Status = Article['status'] | undefined;

/** Questions and answers that visitors find, the last changed first. */
@Component({
  selector: 'app-article-list',
  imports: [Ago, EmptyState, HelpNav, Icon, LoadMore, LoadProblem, RouterLink, SearchBox, Skeleton],
  template: `
    <app-help-nav />
    <header class="head">
      <h1>Articles</h1>
      @if (mayWrite()) {
        <div class="end">
          <a class="btn primary" routerLink="/help/articles/new"><svg icon="plus"></svg>New article</a>
        </div>
      }
    </header>
    @if (list.state() !== 'ready' || list.items().length || filtered()) {
      <div class="filter">
        <app-search-box
          label="Search articles"
          placeholder="Search questions and answers"
          [value]="search() ?? ''"
          (searched)="filter({ search: $event })"
        />
        <div class="seg" role="group" aria-label="State">
          @for (one of statuses; track one.label) {
            <button type="button" [attr.aria-pressed]="status() === one.value" (click)="filter({ status: one.value })">
              {{ one.label }}
            </button>
          }
        </div>
        @if (tagNames().length) {
          <select #chosen class="input tags" aria-label="Tag" (change)="filter({ tag: chosen.value })">
            <option value="" [selected]="!tag()">All tags</option>
            @for (name of tagNames(); track name) {
              <option [value]="name" [selected]="name === tag()">{{ name }}</option>
            }
          </select>
        }
      </div>
    }
    @switch (list.state()) {
      @case ('loading') {
        <app-skeleton what="articles" />
      }
      @case ('failed') {
        <app-load-problem
          [problem]="list.problem()!"
          what="the articles"
          safe="Visitors still find them."
          (retry)="list.load()"
        />
      }
      @case ('ready') {
        @if (list.items().length) {
          <div class="card list" tabindex="0" role="region" aria-label="Article list">
            <table>
              <thead>
                <tr>
                  <th scope="col">Question</th>
                  <th scope="col" class="far">Languages</th>
                  <th scope="col">State</th>
                  <th scope="col" class="far">Visitors say</th>
                  <th scope="col" class="r far">Changed</th>
                </tr>
              </thead>
              <tbody>
                @for (article of list.items(); track article.id) {
                  <tr>
                    <td class="question">
                      <a class="name" [routerLink]="['/help/articles', article.id]">{{ article.texts[0]?.question }}</a>
                      <small>{{ article.tags.join(' · ') }}</small>
                    </td>
                    <td class="quiet far">{{ languages(article) }}</td>
                    <td>
                      @if (article.status === 'published') {
                        <span class="tag good"><svg icon="check"></svg>Published</span>
                      } @else {
                        <span class="tag">Draft</span>
                      }
                    </td>
                    <td class="quiet far num">{{ feedbackWords(article) }}</td>
                    <td class="r quiet far"><app-ago [at]="article.updatedAt" /></td>
                  </tr>
                }
              </tbody>
            </table>
          </div>
          <app-load-more [list]="list" />
        } @else if (filtered()) {
          <app-empty-state heading="No such article" text="None has these words, this state and this tag.">
            <button type="button" class="btn" (click)="clear()">Show all articles</button>
          </app-empty-state>
        } @else {
          <app-empty-state
            heading="No article yet"
            text="Write the questions that come again and again, with their answers. Visitors find them with their own words, at FAQ nodes that draw on the library."
          >
            @if (mayWrite()) {
              <a class="btn primary" routerLink="/help/articles/new"><svg icon="plus"></svg>New article</a>
            }
          </app-empty-state>
        }
      }
    }
  `,
  styles: `
    .question {
      white-space: normal;
      min-width: 24ch;
      overflow-wrap: anywhere;
    }
    .tags {
      width: auto;
      max-width: 200px;
    }
  `,
})
export class ArticleList {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  readonly search = input<string>();
  readonly status = input<Status>();
  readonly tag = input<string>();
  protected readonly feedbackWords = feedbackWords;
  protected readonly mayWrite = computed(() => this.session.can('help:write'));
  protected readonly filtered = computed(() => Boolean(this.search() || this.status() || this.tag()));
  protected readonly statuses: readonly { value: Status; label: string }[] = [
    { value: undefined, label: 'All' },
    { value: 'published', label: 'Published' },
    { value: 'draft', label: 'Drafts' },
  ];
  protected readonly list = new PagedList<Article>((cursor, signal) =>
    this.api.listArticles({ search: this.search(), status: this.status(), tag: this.tag(), cursor }, signal),
  );
  private readonly tags = resource({ loader: ({ abortSignal }) => this.api.listArticleTags(abortSignal) });
  /** Without them one can still search. */
  protected readonly tagNames = computed(() => (this.tags.hasValue() ? this.tags.value().items : []));

  constructor() {
    effect(() => {
      this.search();
      this.status();
      this.tag();
      untracked(() => void this.list.load());
    });
  }

  protected languages({ texts }: Article): string {
    return texts.map(({ language }) => languageName(language)).join(', ');
  }

  protected filter(change: { search?: string; status?: Status; tag?: string }): void {
    const queryParams = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || null]));
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected clear(): void {
    void this.router.navigate([], { queryParams: {}, replaceUrl: true });
  }
}
