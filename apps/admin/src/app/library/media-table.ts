import { Component, input, output } from '@angular/core';
import type { Content } from '../api/types';
import { Ago } from '../ui/ago';
import { bytes } from '../ui/format';
import { type MenuAction, MoreMenu } from '../ui/more-menu';
import { languageName } from './languages';
import { PieceKeys } from './piece-keys';
import { pieceState, reasonOf } from './piece-state';
import { PieceStatus } from './piece-status';
import { PieceThumb } from './piece-thumb';
import { factsOf, lengthOf } from './piece-words';
import type { Selection } from './selection';
import type { Upload } from './uploads/upload';
import { UsedIn } from './used-in';

/** The library as a table: more of it at a time, and figures under one another. */
@Component({
  selector: 'app-media-table',
  imports: [Ago, MoreMenu, PieceStatus, PieceThumb, UsedIn],
  host: { class: 'card list', tabindex: '0', role: 'region', 'aria-label': 'Media list' },
  template: `
    <table>
      <thead>
        <tr>
          <th scope="col" class="pick"><span class="sr">Select</span></th>
          <th scope="col">Name</th>
          <th scope="col" class="far">Status</th>
          <th scope="col" class="r far">Length</th>
          <th scope="col" class="r far">Size</th>
          <th scope="col" class="far">Used</th>
          <th scope="col" class="r far">Changed</th>
          <th scope="col"><span class="sr">Actions</span></th>
        </tr>
      </thead>
      <tbody>
        @for (content of rows(); track content.id) {
          @let state = stateOf(content);
          <tr
            [attr.data-piece]="content.id"
            [attr.tabindex]="keys().tabIndex(content.id)"
            [attr.aria-label]="content.name"
          >
            <td class="pick">
              @if (mayWrite()) {
                <label class="tick">
                  <input
                    #tick
                    type="checkbox"
                    [attr.aria-label]="'Select ' + content.name"
                    [checked]="selection().has(content.id)"
                    (change)="selection().set(content.id, tick.checked)"
                  />
                </label>
              }
            </td>
            <td>
              <div class="who">
                <app-piece-thumb [content]="content" [state]="state" [small]="true" (played)="played.emit(content)" />
                <span>
                  <button type="button" class="name" (click)="opened.emit(content)">{{ content.name }}</button>
                  <small>{{ line(content) }}</small>
                  <app-piece-status class="near" [stage]="state.stage" [archived]="content.archivedAt !== null" />
                  @if (content.tags.length) {
                    <span class="tags">
                      @for (one of content.tags; track one) {
                        <button
                          type="button"
                          class="tag"
                          [attr.aria-label]="'Only pieces tagged ' + one"
                          (click)="tagged.emit(one)"
                        >
                          {{ one }}
                        </button>
                      }
                    </span>
                  }
                </span>
              </div>
            </td>
            <td class="far">
              <app-piece-status [stage]="state.stage" [archived]="content.archivedAt !== null" />
              @if (state.share !== null) {
                <small class="num">{{ state.words }}</small>
              }
            </td>
            <td class="r quiet num far">{{ lengthOf(content) ?? '' }}</td>
            <td class="r quiet num far">{{ bytes(content.bytes) }}</td>
            <td class="quiet far">
              @if (content.usedBy.length + content.wornBy.length) {
                <app-used-in [content]="content" />
              } @else {
                Nowhere
              }
            </td>
            <td class="r quiet far"><app-ago [at]="content.updatedAt" /></td>
            <td class="r"><app-more-menu [label]="'More for ' + content.name" [actions]="actions()(content)" /></td>
          </tr>
        }
      </tbody>
    </table>
  `,
  styles: `
    :host {
      display: block;
    }
    .pick {
      width: 44px;
    }
    tr:has(:checked) td {
      background: var(--accent-soft);
    }
    tr:focus-visible {
      outline-offset: -2px;
    }
    .tick {
      display: grid;
      place-items: center;
      width: 32px;
      height: 44px;
      margin-inline-start: -7px;
      cursor: pointer;
    }
    .tick input {
      width: 18px;
      height: 18px;
      accent-color: var(--accent);
    }
    .who {
      display: flex;
      align-items: center;
      gap: 12px;
      padding-block: 8px;
    }
    .who > span {
      min-width: 0;
    }
    app-piece-thumb {
      flex: none;
      width: 80px;
      height: 46px;
      border-radius: 8px;
    }
    .name {
      text-align: start;
      white-space: normal;
      overflow-wrap: anywhere;
      min-height: 24px;
    }
    .name:hover {
      text-decoration: underline;
    }
    small {
      white-space: normal;
    }
    .tags {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
      margin-top: 2px;
    }
    .tags .tag {
      min-height: 24px;
    }
    .near {
      display: none;
    }
    @media (max-width: 860px) {
      .near {
        display: inline-flex;
        margin-top: 4px;
      }
      table {
        table-layout: fixed;
      }
      .pick {
        width: 46px;
      }
      th:last-child {
        width: 60px;
      }
      .tags .tag {
        max-width: 100%;
      }
      app-piece-thumb {
        width: 56px;
        height: 40px;
      }
    }
  `,
})
export class MediaTable {
  readonly rows = input.required<readonly Content[]>();
  readonly keys = input.required<PieceKeys>();
  readonly selection = input.required<Selection>();
  readonly mayWrite = input(false);
  readonly actions = input.required<(content: Content) => MenuAction[]>();
  /** This tab's own uploads that replace pieces. */
  readonly uploadOf = input.required<(id: string) => Upload | null>();
  readonly played = output<Content>();
  readonly opened = output<Content>();
  readonly tagged = output<string>();
  protected readonly bytes = bytes;
  protected readonly lengthOf = lengthOf;

  protected stateOf(content: Content) {
    return pieceState(content, this.uploadOf()(content.id));
  }

  protected line(content: Content): string {
    if (content.status === 'failed') return reasonOf(content).head;
    return [factsOf(content), content.language && languageName(content.language)].filter(Boolean).join(' · ');
  }
}
