import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { emptyDefinition } from '@calldocker/flow-engine';
import { DraftStore } from '../../draft/draft-store';
import { Inspected } from '../inspected';
import { ExpressionField } from './expression-field';

@Component({
  imports: [ExpressionField],
  template: `<app-expression-field
    label="Taken when"
    path="rows.0.expression"
    wants="boolean"
    [source]="source()"
    (changed)="source.set($event)"
  />`,
})
class Host {
  readonly source = signal('');
}

describe('the expression field', () => {
  let fixture: ReturnType<typeof TestBed.createComponent<Host>>;
  let area: HTMLTextAreaElement;

  beforeEach(() => {
    const store = new DraftStore(signal({}));
    const variable = { type: 'number', personal: false } as const;
    store.load({ ...emptyDefinition(), variables: { score: variable, scores: variable } });
    TestBed.configureTestingModule({ providers: [{ provide: DraftStore, useValue: store }, Inspected] });
    fixture = TestBed.createComponent(Host);
    document.body.append(fixture.nativeElement);
    fixture.detectChanges();
    area = fixture.nativeElement.querySelector('textarea');
  });

  function type(text: string): void {
    area.value = text;
    area.setSelectionRange(text.length, text.length);
    area.dispatchEvent(new Event('input'));
    fixture.detectChanges();
  }

  function press(key: string, init: KeyboardEventInit = {}): void {
    area.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));
    fixture.detectChanges();
  }

  function options(): string[] {
    return [...document.querySelectorAll('[role="option"] b')].map(({ textContent }) => textContent);
  }

  it('lists what fits while one types, and Enter takes the one that is marked', () => {
    type('sco');
    expect(options()).toEqual(['score', 'scores']);
    press('ArrowDown');
    expect(document.getElementById(area.getAttribute('aria-activedescendant') ?? '')?.textContent).toContain('scores');
    press('Enter');
    expect(fixture.componentInstance.source()).toBe('scores');
    expect(options()).toEqual([]);
  });

  it('is asked for by Ctrl and Space, and goes away by Escape', () => {
    press(' ', { ctrlKey: true });
    expect(options()).toContain('score');
    press('Escape');
    expect(options()).toEqual([]);
    expect(fixture.componentInstance.source()).toBe('');
  });

  it('marks the word at which it cannot be read on, and leads there', () => {
    type('score > 3 && plan');
    const element: HTMLElement = fixture.nativeElement;
    expect(element.querySelector('mark')?.textContent).toBe('plan');
    element.querySelector<HTMLButtonElement>('.error button')?.click();
    expect(area.value.slice(area.selectionStart, area.selectionEnd)).toBe('plan');
    type('score > 3');
    expect(element.querySelector('mark')).toBeNull();
  });
});
