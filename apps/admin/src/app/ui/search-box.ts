import { Component, effect, input, output, signal } from '@angular/core';
import { Icon } from './icon';

const TYPING_MS = 250;

/** Searches once typing pauses. */
@Component({
  selector: 'app-search-box',
  imports: [Icon],
  host: { class: 'search' },
  template: `
    <svg icon="search"></svg>
    <input
      #box
      class="input"
      type="search"
      [attr.aria-label]="label()"
      [placeholder]="placeholder()"
      [value]="text()"
      (input)="type(box.value)"
    />
  `,
})
export class SearchBox {
  readonly label = input.required<string>();
  readonly placeholder = input('Search by name');
  readonly value = input('');
  readonly searched = output<string>();
  protected readonly text = signal('');
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    // The address may change under us (Back, Clear); what is being typed is kept.
    effect(() => this.text.set(this.value()));
  }

  protected type(text: string): void {
    this.text.set(text);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.searched.emit(text.trim()), TYPING_MS);
  }
}
