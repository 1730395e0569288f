import { Component, computed, inject } from '@angular/core';
import { type Exit, type FlowNode, type Issue, exitsOf } from '@calldocker/flow-engine';
import { Editor } from '../canvas/editor';
import { DraftStore } from '../draft/draft-store';
import { outlineOf } from '../draft/reading-order';
import { fieldId } from './field-id';
import { Inspected } from './inspected';
import { IssueLines } from './issue-lines';

const MOST_OPTIONS = 150;

/** Each exit and where it leads: the equal of pulling a wire. */
@Component({
  selector: 'app-goes-to',
  imports: [IssueLines],
  template: `
    @if (exits().length > 0) {
      <h3>Goes to</h3>
      <ul role="list">
        @for (exit of exits(); track exit.id) {
          <li>
            <label [for]="id + exit.id" [title]="exit.label">
              @if (keyOf(exit); as key) {
                <kbd>{{ key }}</kbd>
              }
              <span>{{ exit.label }}</span>
            </label>
            @if (large()) {
              <button
                type="button"
                class="input"
                [id]="id + exit.id"
                [attr.aria-invalid]="issuesAt(exit).length > 0 ? 'true' : null"
                (click)="choose(exit)"
              >
                {{ targetName(exit) ?? emptyWord(exit) }}
              </button>
            } @else {
              <select
                #box
                class="input"
                [id]="id + exit.id"
                [attr.aria-invalid]="issuesAt(exit).length > 0 ? 'true' : null"
                (change)="lead(exit, box)"
              >
                <option value="" [selected]="!node()?.exits?.[exit.id]">{{ emptyWord(exit) }}</option>
                @for (target of targets(); track target.id) {
                  <option [value]="target.id" [selected]="node()?.exits?.[exit.id] === target.id">
                    {{ target.name }}
                  </option>
                }
                <option value="+">New node…</option>
              </select>
            }
            <app-issue-lines [issues]="issuesAt(exit)" />
          </li>
        }
      </ul>
    }
  `,
  styles: `
    h3 {
      font-size: var(--t-13);
      margin-bottom: 6px;
    }
    ul {
      display: grid;
      gap: 6px;
    }
    li {
      display: grid;
      grid-template-columns: 92px minmax(0, 1fr);
      gap: 4px 8px;
      align-items: center;
    }
    label {
      display: flex;
      gap: 6px;
      align-items: center;
      min-width: 0;
    }
    label span {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    button.input {
      text-align: left;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    app-issue-lines {
      grid-column: 2;
    }
  `,
})
export class GoesTo {
  private readonly store = inject(DraftStore);
  private readonly editor = inject(Editor);
  private readonly inspected = inject(Inspected);
  protected readonly id = fieldId();
  protected readonly node = this.inspected.node;

  protected readonly exits = computed(() => {
    const node = this.node();
    return node ? exitsOf(node, this.store.language()) : [];
  });
  /** So many names that a select would take a second to open, and nobody would find one in it. */
  protected readonly large = computed(() => Object.keys(this.store.definition().nodes).length > MOST_OPTIONS);
  protected readonly targets = computed(() => {
    const draft = this.store.definition();
    return outlineOf(draft).map(({ id }) => ({ id, name: draft.nodes[id]?.name ?? id }));
  });

  protected issuesAt(exit: Exit): readonly Issue[] {
    return this.inspected.atExit(exit.id);
  }

  /** An exit with a fallback may stay open: the word says what happens then. */
  protected emptyWord(exit: Exit): string {
    const instead = this.exits().find(({ id }) => id === exit.fallback);
    return instead ? `As ${instead.label}` : 'Choose a node';
  }

  protected keyOf(exit: Exit): string | null {
    return menuKey(this.node(), exit.id);
  }

  protected targetName(exit: Exit): string | null {
    const to = this.node()?.exits[exit.id];
    return to ? this.store.nameOf(to) : null;
  }

  protected choose(exit: Exit): void {
    const id = this.inspected.id();
    if (id !== null) this.editor.openConnect({ nodeId: id, exit: exit.id });
  }

  protected lead(exit: Exit, box: HTMLSelectElement): void {
    const id = this.inspected.id();
    if (id === null) return;
    const from = { nodeId: id, exit: exit.id };
    if (box.value === '+') {
      box.value = this.node()?.exits[exit.id] ?? '';
      this.editor.openConnect(from);
    } else if (box.value === '') this.editor.disconnect(from);
    else this.editor.connect(from, box.value);
  }
}

function menuKey(node: FlowNode | undefined, exit: string): string | null {
  if (node?.kind !== 'menu') return null;
  return node.choices.find((choice) => `choice:${choice.id}` === exit)?.key ?? null;
}
