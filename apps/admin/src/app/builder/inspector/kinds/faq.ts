import { CdkDrag, type CdkDragDrop, CdkDragHandle, CdkDropList } from '@angular/cdk/drag-drop';
import { Component, computed, inject, linkedSignal, resource } from '@angular/core';
import { type FaqArticle, LIMITS } from '@calldocker/flow-engine';
import { Api } from '../../../api/api';
import { TagsField } from '../../../library/tags-field';
import { many } from '../../../ui/format';
import { Icon } from '../../../ui/icon';
import { type MenuAction, MoreMenu } from '../../../ui/more-menu';
import { DraftStore } from '../../draft/draft-store';
import { nextLocalId } from '../../draft/node-id';
import { Inspected, editing } from '../inspected';
import type { KindForm } from '../kind-form';
import { NumberField } from '../number-field';
import { moved, rowActions } from '../rows';
import { SortRow } from '../sort-row';
import { shownText } from '../summaries';
import { TextField } from '../text-field';
import { Tick } from '../tick';

const NONE_CHOSEN: ReadonlyMap<string, boolean> = new Map();

@Component({
  selector: 'app-faq-form',
  imports: [CdkDrag, CdkDragHandle, CdkDropList, Icon, MoreMenu, NumberField, SortRow, TagsField, TextField, Tick],
  template: `
    @if (edit.node(); as node) {
      <app-text-field
        label="What the visitor reads"
        path="prompt"
        hint="Is your question among these?"
        [values]="node.prompt"
        (changed)="edit.change({ prompt: $event }, 'prompt')"
      />
      <section>
        <h3>From the library</h3>
        <app-tick
          label="Visitors search the company’s articles too"
          [value]="node.library !== undefined"
          (changed)="edit.change({ library: $event ? { tags: [] } : undefined })"
        />
        @if (node.library; as library) {
          <app-tags-field
            [tags]="library.tags"
            [known]="knownTags()"
            (changed)="edit.change({ library: { tags: $event.slice(0, limits.tags) } })"
          />
          <p class="hint">Without a tag they find all published articles.</p>
        }
      </section>
      <section>
        <h3 id="articles-title">Answers of its own</h3>
        <ol cdkDropList aria-labelledby="articles-title" (cdkDropListDropped)="drop($event)">
          @for (article of articles(); track article.id) {
            <li
              cdkDrag
              cdkDragLockAxis="y"
              cdkDragBoundary="ol"
              [appSortRow]="$index"
              [sortRowCount]="$count"
              (rowMoved)="move($index, $event)"
            >
              <div class="line">
                <span class="grip" cdkDragHandle aria-hidden="true"></span>
                <button
                  type="button"
                  class="fold"
                  [attr.aria-expanded]="isOpen(article, $index)"
                  (click)="turn(article, !isOpen(article, $index))"
                >
                  <svg [icon]="isOpen(article, $index) ? 'down' : 'right'"></svg
                  ><span>{{ title(article, $index) }}</span>
                </button>
                <app-more-menu [label]="'More for answer ' + ($index + 1)" [actions]="actions(article, $index)" />
              </div>
              @if (isOpen(article, $index)) {
                <!-- Once somebody writes in it, it does not fold by itself when nothing is wrong any more. -->
                <div class="texts" (focusin)="turn(article, true)">
                  <app-text-field
                    label="Question"
                    [path]="'articles.' + $index + '.question'"
                    [values]="article.question"
                    (changed)="replace(article.id, { question: $event }, 'question')"
                  />
                  <app-text-field
                    label="Answer"
                    [path]="'articles.' + $index + '.answer'"
                    [rows]="3"
                    [values]="article.answer"
                    (changed)="replace(article.id, { answer: $event }, 'answer')"
                  />
                </div>
              }
            </li>
          }
        </ol>
        @if (articles().length < limits.articles) {
          <button type="button" class="btn bare" (click)="add()"><svg icon="plus"></svg>Add an answer</button>
        }
      </section>
      <app-number-field
        label="Waits"
        path="timeoutSeconds"
        unit="s"
        [min]="1"
        [max]="limits.timeoutSeconds"
        [value]="node.timeoutSeconds"
        (changed)="edit.change({ timeoutSeconds: $event }, 'timeoutSeconds')"
      />
    }
  `,
  styles: `
    h3 {
      font-size: var(--t-13);
      margin-bottom: 6px;
    }
    ol {
      display: grid;
    }
    li {
      padding: 4px 0;
    }
    li + li {
      border-top: 1px solid var(--line);
    }
    .line {
      display: grid;
      grid-template-columns: 10px minmax(0, 1fr) auto;
      gap: 4px;
      align-items: center;
    }
    .fold {
      display: flex;
      gap: 6px;
      align-items: center;
      min-height: 36px;
      min-width: 0;
      text-align: start;
      font-weight: 540;
    }
    .fold span {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .texts {
      display: grid;
      gap: 10px;
      margin: 0 0 8px 14px;
    }
  `,
})
class FaqForm {
  private readonly api = inject(Api);
  private readonly store = inject(DraftStore);
  private readonly inspected = inject(Inspected);
  protected readonly edit = editing('faq');
  protected readonly limits = LIMITS;
  private readonly tags = resource({
    params: () => (this.edit.node()?.library ? true : undefined),
    loader: ({ abortSignal }) => this.api.listArticleTags(abortSignal),
  });
  /** Offered while one types; without them any tag can still be typed. */
  protected readonly knownTags = computed(() => (this.tags.hasValue() ? this.tags.value().items : []));
  protected readonly articles = computed(() => this.edit.node()?.articles ?? []);
  /** Opened or folded by hand. */
  private readonly chosen = linkedSignal({ source: () => this.inspected.id(), computation: () => NONE_CHOSEN });

  protected title(article: FaqArticle, index: number): string {
    const facts = { draft: this.store.definition(), language: this.store.language(), content: () => undefined };
    return shownText(article.question, facts) || `Answer ${index + 1}`;
  }

  /** A long list stays short: what has something to mend is open, and the only one. */
  protected isOpen(article: FaqArticle, index: number): boolean {
    const wrong = () => this.inspected.issues().some(({ field }) => field?.startsWith(`articles.${index}.`));
    return this.chosen().get(article.id) ?? (this.articles().length === 1 || wrong());
  }

  protected turn(article: FaqArticle, open: boolean): void {
    this.chosen.update((chosen) => new Map(chosen).set(article.id, open));
  }

  protected add(): void {
    const article = { id: nextLocalId(this.articles()), question: {}, answer: {} };
    this.edit.change({ articles: [...this.articles(), article] });
    this.turn(article, true);
  }

  protected replace(id: string, edit: Partial<FaqArticle>, field: string): void {
    const articles = this.articles().map((article) => (article.id === id ? { ...article, ...edit } : article));
    this.edit.change({ articles }, `articles ${id} ${field}`);
  }

  protected drop({ previousIndex, currentIndex }: CdkDragDrop<unknown>): void {
    this.move(previousIndex, currentIndex);
  }

  protected actions(article: FaqArticle, index: number): MenuAction[] {
    return rowActions({
      index,
      count: this.articles().length,
      least: this.edit.node()?.library ? 0 : 1,
      move: (to) => this.move(index, to),
      remove: () => this.edit.change({ articles: this.articles().filter(({ id }) => id !== article.id) }),
    });
  }

  protected move(from: number, to: number): void {
    this.edit.change({ articles: moved(this.articles(), from, to) });
  }
}

export const faqForm: KindForm<'faq'> = {
  kind: 'faq',
  form: FaqForm,
  summary: ({ articles, library }) =>
    [...(articles.length || !library ? [many(articles.length, 'answer')] : []), ...(library ? ['Library'] : [])].join(
      ' · ',
    ),
};
