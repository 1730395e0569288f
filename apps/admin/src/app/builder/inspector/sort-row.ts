import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Directive, inject, input, output } from '@angular/core';

const WAYS: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 };

/** A row that an author puts in order: by its grip, by its menu, or by Alt and the arrows from anywhere in it. */
@Directive({ selector: '[appSortRow]', host: { class: 'sort-row', '(keydown)': 'press($event)' } })
export class SortRow {
  private readonly announcer = inject(LiveAnnouncer);
  readonly index = input.required<number>({ alias: 'appSortRow' });
  readonly sortRowCount = input.required<number>();
  readonly rowMoved = output<number>();

  protected press(event: KeyboardEvent): void {
    const way = WAYS[event.key];
    // In a list of options Alt and an arrow open it.
    const opens = event.target instanceof Element && event.target.matches('select, [role="combobox"], [aria-haspopup]');
    if (!way || !event.altKey || event.ctrlKey || event.metaKey || opens) return;
    event.preventDefault();
    event.stopPropagation();
    const to = this.index() + way;
    if (to < 0 || to >= this.sortRowCount()) return;
    this.rowMoved.emit(to);
    // The browser lets go of what is taken out of the page to be put in elsewhere.
    const focused = document.activeElement;
    setTimeout(() => focused instanceof HTMLElement && focused.focus());
    void this.announcer.announce(`Place ${to + 1} of ${this.sortRowCount()}`, 'assertive');
  }
}
