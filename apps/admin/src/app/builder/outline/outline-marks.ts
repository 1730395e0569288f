import { Component, ElementRef, afterRenderEffect, computed, inject, untracked } from '@angular/core';
import { LIMITS } from '@calldocker/flow-engine';
import { many } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { withInside } from '../canvas/boxes';
import { Editor } from '../canvas/editor';
import { Marking } from '../canvas/marking';
import { DraftStore } from '../draft/draft-store';
import { COLORS, isGroup, marksOf, textOfMark } from '../draft/marks';

/** The comments and groups of the canvas, as a list of fields. */
@Component({
  selector: 'app-outline-marks',
  imports: [Icon],
  template: `
    @if (marks().length > 0) {
      <h2>Comments and groups</h2>
      <ul role="list">
        @for (one of marks(); track one.id) {
          <li [attr.data-mark]="one.id">
            <label>
              <span>{{ one.label }}</span>
              <textarea
                #text
                class="input"
                rows="1"
                [attr.maxlength]="one.longest"
                [readOnly]="store.locked()"
                [value]="one.text"
                (change)="marking.write(one.id, text.value)"
              ></textarea>
            </label>
            <select
              #color
              class="input"
              [attr.aria-label]="'Colour of ' + one.name"
              [disabled]="store.locked()"
              (change)="paint(one.id, color.value)"
            >
              @for (name of colors; track name) {
                <option [value]="name" [selected]="name === one.mark.color">{{ name }}</option>
              }
            </select>
            @if (!store.locked()) {
              <button
                type="button"
                class="btn bare only"
                [attr.aria-label]="'Delete ' + one.name"
                (click)="remove(one.id)"
              >
                <svg icon="trash"></svg>
              </button>
            }
          </li>
        }
      </ul>
    }
  `,
  styles: `
    :host {
      display: block;
      max-width: 860px;
      margin: 20px auto 0;
    }
    h2 {
      font-size: var(--t-13);
      padding-bottom: 6px;
    }
    li {
      display: flex;
      align-items: end;
      gap: 6px;
      padding: 6px 0;
    }
    label {
      flex: 1;
      min-width: 0;
    }
    label span {
      font-size: var(--t-12);
      color: var(--ink-2);
    }
    textarea {
      display: block;
      width: 100%;
      min-height: 36px;
      field-sizing: content;
    }
    select {
      width: auto;
      min-height: 36px;
    }
  `,
})
export class OutlineMarks {
  protected readonly store = inject(DraftStore);
  protected readonly marking = inject(Marking);
  private readonly editor = inject(Editor);
  protected readonly colors = COLORS;
  protected readonly marks = computed(() => {
    const draft = this.store.definition();
    return marksOf(draft).map(([id, mark]) => {
      const text = textOfMark(mark);
      const inside = [...withInside(draft, new Set([id]))].filter((one) => draft.nodes[one]).length;
      return {
        ...{ id, mark, text },
        label: isGroup(mark) ? `Group of ${many(inside, 'node')}` : 'Comment',
        name: `${isGroup(mark) ? 'group' : 'comment'} ${text || 'without words'}`,
        longest: isGroup(mark) ? LIMITS.nameLength : LIMITS.commentLength,
      };
    });
  });

  constructor() {
    const host: ElementRef<HTMLElement> = inject(ElementRef);
    // One that was just made is written at once.
    afterRenderEffect(() => {
      const id = this.marking.editing();
      this.marks();
      const field = id === null ? null : host.nativeElement.querySelector<HTMLElement>(`[data-mark="${id}"] textarea`);
      if (!field) return;
      untracked(() => this.marking.editing.set(null));
      field.focus();
    });
  }

  protected paint(id: string, name: string): void {
    const color = COLORS.find((one) => one === name);
    if (color) this.marking.paint(id, color);
  }

  protected remove(id: string): void {
    this.store.select(id);
    this.editor.remove();
  }
}
