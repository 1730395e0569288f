import { Component, computed, input, output, signal } from '@angular/core';
import { Icon } from '../ui/icon';

let fields = 0;

/** Tags edited where they stand: type and Enter adds, Backspace in the empty box or the cross takes away. */
@Component({
  selector: 'app-tags-field',
  imports: [Icon],
  template: `
    <label [for]="id">Tags</label>
    <div class="box">
      @for (tag of tags(); track tag) {
        <span class="tag"
          >{{ tag }}
          <button type="button" [attr.aria-label]="'Remove tag ' + tag" (click)="drop(tag)">
            <svg icon="close"></svg></button
        ></span>
      }
      <input
        #box
        [id]="id"
        autocomplete="off"
        maxlength="40"
        [attr.list]="id + '-known'"
        [placeholder]="tags().length ? 'Add another' : 'Add a tag'"
        [value]="text()"
        (input)="text.set(box.value)"
        (keydown)="press($event)"
        (blur)="add()"
      />
      <datalist [id]="id + '-known'">
        @for (tag of offered(); track tag) {
          <option [value]="tag"></option>
        }
      </datalist>
    </div>
  `,
  styles: `
    :host {
      display: grid;
      gap: 6px;
    }
    label {
      font-size: var(--t-12);
      font-weight: 560;
      color: var(--ink-2);
    }
    .box {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
      align-items: center;
      min-height: 36px;
      padding: 4px 6px;
      border: 1px solid var(--line-2);
      border-radius: var(--r-m);
      background: var(--surface);
    }
    .box:focus-within {
      outline: 2px solid var(--accent);
      outline-offset: 0;
      border-color: var(--accent);
    }
    .tag {
      height: 26px;
      padding-inline-end: 2px;
    }
    .tag button {
      display: grid;
      place-items: center;
      width: 24px;
      height: 24px;
      border-radius: 50%;
    }
    input {
      flex: 1 1 90px;
      min-width: 90px;
      min-height: 26px;
      padding: 0 4px;
      border: 0;
      background: none;
      font-size: var(--t-13);
      outline: none;
    }
  `,
})
export class TagsField {
  readonly tags = input.required<readonly string[]>();
  /** In use elsewhere: offered while one types. */
  readonly known = input<readonly string[]>([]);
  readonly changed = output<string[]>();
  protected readonly id = `tags-${++fields}`;
  protected readonly text = signal('');
  protected readonly offered = computed(() => this.known().filter((tag) => !this.has(tag)));

  protected press(event: KeyboardEvent): void {
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault();
      this.add();
    }
    const last = this.tags().at(-1);
    if (event.key === 'Backspace' && this.text() === '' && last !== undefined) this.drop(last);
  }

  protected add(): void {
    const tag = this.text().trim();
    this.text.set('');
    if (tag && !this.has(tag)) this.changed.emit([...this.tags(), tag]);
  }

  protected drop(tag: string): void {
    this.changed.emit(this.tags().filter((one) => one !== tag));
  }

  private has(tag: string): boolean {
    return this.tags().some((one) => one.toLowerCase() === tag.toLowerCase());
  }
}
