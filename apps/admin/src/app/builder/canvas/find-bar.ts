import { Component, ElementRef, afterNextRender, computed, inject, viewChild } from '@angular/core';
import { Icon } from '../../ui/icon';
import { Finder } from './finder';

/** Ctrl+F: a field, how many, and the next one. */
@Component({
  selector: 'app-find-bar',
  imports: [Icon],
  host: {
    class: 'card',
    'data-overlay': '',
    role: 'search',
    'aria-label': 'Find in this flow',
    '(keydown)': 'key($event)',
  },
  template: `
    <svg icon="search"></svg>
    <input
      #field
      class="input"
      type="search"
      placeholder="Name, kind or text"
      aria-label="Find a node by name, kind or text"
      [value]="finder.query()"
      (input)="finder.type(field.value)"
    />
    <span class="count" role="status">{{ count() }}</span>
    <button
      type="button"
      class="btn bare only"
      aria-label="Previous"
      title="Previous (Shift+Enter)"
      (click)="finder.step(-1)"
    >
      <svg icon="up"></svg>
    </button>
    <button type="button" class="btn bare only" aria-label="Next" title="Next (Enter)" (click)="finder.step(1)">
      <svg icon="down"></svg>
    </button>
    <button type="button" class="btn bare only" aria-label="End the search" title="End (Esc)" (click)="finder.close()">
      <svg icon="close"></svg>
    </button>
  `,
  styles: `
    :host {
      position: absolute;
      z-index: 6;
      top: 12px;
      right: 12px;
      display: flex;
      align-items: center;
      gap: 4px;
      max-width: calc(100% - 24px);
      padding: 5px 5px 5px 12px;
      border-radius: var(--r-l);
      background: var(--raised);
      box-shadow: var(--shadow-3);
    }
    .input {
      min-height: 32px;
      width: 190px;
      min-width: 0;
    }
    .count {
      min-width: 62px;
      text-align: center;
      font-size: var(--t-12);
      color: var(--ink-2);
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }
  `,
})
export class FindBar {
  protected readonly finder = inject(Finder);
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  protected readonly count = computed(() => {
    if (this.finder.query().trim() === '') return '';
    const found = this.finder.hits().length;
    return found === 0 ? 'Nothing' : `${this.finder.at()} of ${found}`;
  });

  constructor() {
    afterNextRender(() => this.focus());
  }

  focus(): void {
    this.field().nativeElement.focus();
    this.field().nativeElement.select();
  }

  protected key(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === 'Escape') this.finder.close();
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement)
      this.finder.step(event.shiftKey ? -1 : 1);
    else if (event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey)) this.focus();
    else return;
    event.preventDefault();
  }
}
