import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Span } from '@calldocker/flow-engine';
import { type DayEdit, WeekGrid } from './week-grid';

@Component({
  imports: [WeekGrid],
  template: `<app-week-grid [week]="week()" (changed)="take($event)" />`,
})
class Host {
  readonly week = signal<Span[][]>([[{ from: '09:00', to: '12:00' }], [], [], [], [], [], []]);
  take({ day, spans }: DayEdit): void {
    this.week.update((week) => week.with(day, spans));
  }
}

describe('the week by keys', () => {
  let fixture: ReturnType<typeof TestBed.createComponent<Host>>;
  const week = () => fixture.componentInstance.week();

  beforeEach(() => {
    fixture = TestBed.createComponent(Host);
    document.body.append(fixture.nativeElement);
    fixture.detectChanges();
  });

  function press(selector: string, key: string, init: KeyboardEventInit = {}): void {
    const target: HTMLElement | null = fixture.nativeElement.querySelector(selector);
    target?.focus();
    target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));
    fixture.detectChanges();
  }

  it('moves hours, lets them end later, and says where they are', () => {
    press('.block', 'ArrowRight');
    press('.block', 'ArrowRight', { shiftKey: true });
    expect(week()[0]).toEqual([{ from: '09:15', to: '12:30' }]);
    expect(fixture.nativeElement.querySelector('[role="status"]').textContent).toBe('Monday 09:15 to 12:30');
    expect(fixture.nativeElement.querySelector('.block').getAttribute('aria-label')).toBe('Monday 09:15 to 12:30');
  });

  it('opens a day, splits it by a second shift, and takes hours away', () => {
    press('[data-line="1"]', 'Enter');
    expect(week()[1]).toEqual([{ from: '09:00', to: '17:00' }]);
    press('[data-line="1"]', 'Enter');
    expect(week()[1]).toEqual([
      { from: '09:00', to: '17:00' },
      { from: '18:00', to: '22:00' },
    ]);
    press('[data-line="1"] .block', 'Delete');
    expect(week()[1]).toEqual([{ from: '18:00', to: '22:00' }]);
  });

  it('goes past midnight, and names the day on which it ends', () => {
    fixture.componentInstance.week.update((before) => before.with(6, [{ from: '22:00', to: '24:00' }]));
    fixture.detectChanges();
    press('[data-line="6"] .block', 'ArrowRight', { shiftKey: true });
    expect(week()[6]).toEqual([{ from: '22:00', to: '00:15' }]);
    const label = fixture.nativeElement.querySelector('[data-line="6"] .block').getAttribute('aria-label');
    expect(label).toBe('Sunday 22:00 to 00:15 on Monday');
    expect(fixture.nativeElement.querySelectorAll('[data-line="0"] .block')).toHaveLength(2);
  });

  it('makes one of hours that have run into others, once they are left', () => {
    fixture.componentInstance.week.update((before) =>
      before.with(0, [
        { from: '09:00', to: '12:00' },
        { from: '12:15', to: '17:00' },
      ]),
    );
    fixture.detectChanges();
    press('.block', 'ArrowRight', { shiftKey: true });
    expect(week()[0]).toHaveLength(2);
    fixture.nativeElement.querySelector('.block').blur();
    expect(week()[0]).toEqual([{ from: '09:00', to: '17:00' }]);
  });
});
