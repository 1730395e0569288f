import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { moved } from './rows';
import { SortRow } from './sort-row';

@Component({
  imports: [SortRow],
  template: `
    @for (row of rows(); track row) {
      <div [appSortRow]="$index" [sortRowCount]="$count" (rowMoved)="move($index, $event)">
        <input [id]="row" /><select [id]="row + '-kind'"></select>
      </div>
    }
  `,
})
class Rows {
  readonly rows = signal(['a', 'b', 'c']);
  move(from: number, to: number): void {
    this.rows.update((rows) => moved(rows, from, to));
  }
}

describe('a row that is put in order', () => {
  function press(id: string, key: string, init: KeyboardEventInit = { altKey: true }): string[] {
    document.getElementById(id)?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...init }));
    fixture.detectChanges();
    return fixture.componentInstance.rows();
  }
  let fixture: ReturnType<typeof TestBed.createComponent<Rows>>;

  beforeEach(() => {
    fixture = TestBed.createComponent(Rows);
    document.body.append(fixture.nativeElement);
    fixture.detectChanges();
  });

  it('moves by Alt and an arrow, and stays where it is at the ends', () => {
    expect(press('b', 'ArrowUp')).toEqual(['b', 'a', 'c']);
    expect(press('b', 'ArrowUp')).toEqual(['b', 'a', 'c']);
    expect(press('b', 'ArrowDown')).toEqual(['a', 'b', 'c']);
  });

  it('leaves plain arrows to the text, and a list of options its own keys', () => {
    expect(press('b', 'ArrowUp', {})).toEqual(['a', 'b', 'c']);
    expect(press('b-kind', 'ArrowDown')).toEqual(['a', 'b', 'c']);
  });

  it('keeps the keyboard where it was', async () => {
    document.getElementById('b')?.focus();
    press('b', 'ArrowUp');
    await new Promise((done) => setTimeout(done));
    expect(document.activeElement?.id).toBe('b');
  });
});
