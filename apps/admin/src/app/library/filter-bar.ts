import { Component, computed, input, output } from '@angular/core';
import type { ContentKind } from '../api/types';
import { Icon, type IconName } from '../ui/icon';
import { SearchBox } from '../ui/search-box';
import { type Filters, SHELVES, type Shelf } from './filters';
import { COMMON_LANGUAGES, languageName } from './languages';

export type LibraryView = 'grid' | 'list';

const KINDS: readonly { value: ContentKind | undefined; label: string; icon: IconName | null }[] = [
  { value: undefined, label: 'All', icon: null },
  { value: 'video', label: 'Video', icon: 'video' },
  { value: 'audio', label: 'Audio', icon: 'audio' },
  { value: 'image', label: 'Pictures', icon: 'library' },
];

@Component({
  selector: 'app-filter-bar',
  imports: [Icon, SearchBox],
  host: { class: 'filter' },
  template: `
    <app-search-box
      label="Search media"
      [value]="filters().search ?? ''"
      (searched)="changed.emit({ search: $event })"
    />
    <div class="seg" role="group" aria-label="Kind">
      @for (one of kinds; track one.label) {
        <button
          type="button"
          [attr.aria-pressed]="filters().kind === one.value"
          (click)="changed.emit({ kind: one.value })"
        >
          @if (one.icon; as icon) {
            <svg [icon]="icon"></svg>
          }
          {{ one.label }}
        </button>
      }
    </div>
    <select
      #status
      class="input"
      aria-label="Status"
      [class.on]="filters().status"
      (change)="changed.emit({ status: shelf(status.value) })"
    >
      <option value="" [selected]="!filters().status">Any status</option>
      @for (one of shelves; track one.value) {
        <option [value]="one.value" [selected]="filters().status === one.value">{{ one.label }}</option>
      }
    </select>
    <select
      #language
      class="input"
      aria-label="Language"
      [class.on]="filters().language"
      (change)="changed.emit({ language: language.value })"
    >
      <option value="" [selected]="!filters().language">Any language</option>
      @for (one of languages(); track one) {
        <option [value]="one" [selected]="filters().language === one">{{ name(one) }}</option>
      }
    </select>
    @if (tagList().length) {
      <select
        #tag
        class="input"
        aria-label="Tag"
        [class.on]="filters().tag"
        (change)="changed.emit({ tag: tag.value })"
      >
        <option value="" [selected]="!filters().tag">Any tag</option>
        @for (one of tagList(); track one) {
          <option [value]="one" [selected]="filters().tag === one">{{ one }}</option>
        }
      </select>
    }
    <div class="seg end" role="group" aria-label="View">
      <button type="button" aria-label="Grid" [attr.aria-pressed]="view() === 'grid'" (click)="viewed.emit('grid')">
        <svg icon="grid"></svg>
      </button>
      <button type="button" aria-label="List" [attr.aria-pressed]="view() === 'list'" (click)="viewed.emit('list')">
        <svg icon="list"></svg>
      </button>
    </div>
  `,
  styles: `
    select.input {
      width: auto;
      max-width: 170px;
      min-height: 32px;
      border-color: var(--line);
      font-weight: 540;
      color: var(--ink-2);
    }
    select.on {
      border-color: var(--accent);
      color: var(--ink);
    }
    @media (max-width: 860px) {
      select.input {
        flex: 1 1 100px;
        min-width: 0;
        min-height: 40px;
        padding-inline: 8px 0;
      }
    }
  `,
})
export class FilterBar {
  readonly filters = input.required<Filters>();
  /** Tags in use. */
  readonly tags = input<readonly string[]>([]);
  /** Languages of what is shown. */
  readonly spoken = input<readonly string[]>([]);
  readonly view = input.required<LibraryView>();
  readonly changed = output<Filters>();
  readonly viewed = output<LibraryView>();

  protected readonly kinds = KINDS;
  protected readonly shelves = SHELVES;
  protected readonly name = languageName;
  protected readonly languages = computed(() => {
    const asked = this.filters().language ?? [];
    const all = new Set([...COMMON_LANGUAGES, ...this.spoken(), ...(asked.length ? [String(asked)] : [])]);
    return [...all].sort((a, b) => languageName(a).localeCompare(languageName(b)));
  });
  protected readonly tagList = computed(() => {
    const asked = this.filters().tag;
    return [...new Set([...this.tags(), ...(asked ? [asked] : [])])].sort();
  });

  protected shelf(value: string): Shelf | undefined {
    return SHELVES.find((one) => one.value === value)?.value;
  }
}
