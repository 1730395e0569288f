import { Component, inject, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { type MenuChoice, emptyDefinition, kinds } from '@calldocker/flow-engine';
import { DraftStore } from '../../draft/draft-store';
import { Inspected } from '../inspected';
import { HotspotEditor, type PlaceEdit } from './hotspot-editor';

@Component({
  imports: [HotspotEditor],
  template: `<app-hotspot-editor [choices]="choices()" [film]="null" (changed)="take($event)" />`,
})
class Host {
  private readonly store = inject(DraftStore);
  readonly choices = signal<MenuChoice[]>([
    { id: '1', key: '1', label: { en: 'Orders' } },
    { id: '2', label: { en: 'Hours' } },
  ]);
  take({ id, edit }: PlaceEdit): void {
    this.choices.update((choices) => choices.map((choice) => (choice.id === id ? { ...choice, ...edit } : choice)));
    this.store.settle();
  }
}

describe('places on the picture', () => {
  let fixture: ReturnType<typeof TestBed.createComponent<Host>>;
  let page: HTMLElement;

  beforeEach(() => {
    // jsdom knows no modal dialogs, no layout and no captured pointers.
    HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
      this.open = true;
    };
    HTMLElement.prototype.setPointerCapture ??= () => undefined;
    const store = new DraftStore(signal({}));
    store.load({ ...emptyDefinition(), nodes: { menu: kinds.menu.create('en') } });
    store.select('menu');
    TestBed.configureTestingModule({ providers: [{ provide: DraftStore, useValue: store }, Inspected] });
    fixture = TestBed.createComponent(Host);
    document.body.append(fixture.nativeElement);
    fixture.detectChanges();
    page = fixture.nativeElement;
    stage().getBoundingClientRect = () => new DOMRect(0, 0, 200, 100);
  });

  const stage = () => page.querySelector<HTMLElement>('.stage')!;
  const labels = () => [...page.querySelectorAll('.place')].map((place) => place.getAttribute('aria-label'));

  function point(type: string, clientX: number, clientY: number, on: Element = stage()): void {
    on.dispatchEvent(new MouseEvent(type, { clientX, clientY, button: 0, bubbles: true }));
    fixture.detectChanges();
  }

  function drag(from: [number, number], to: [number, number], on?: Element): void {
    point('pointerdown', ...from, on);
    point('pointermove', ...to);
    point('pointerup', ...to);
  }

  function press(key: string, init: KeyboardEventInit = {}): void {
    page
      .querySelector('.place')
      ?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));
    fixture.detectChanges();
  }

  it('are drawn one after the other, and named after their choices', () => {
    drag([20, 10], [80, 60]);
    drag([120, 10], [180, 60]);
    expect(labels()).toEqual([
      'Orders: 10 % from the left, 10 % from the top, 30 % wide, 50 % high',
      'Hours: 60 % from the left, 10 % from the top, 30 % wide, 50 % high',
    ]);
  });

  it('are moved and stretched by hand, and a drag that is given up changes nothing', () => {
    drag([20, 10], [80, 60]);
    drag([40, 30], [60, 40], page.querySelector('.place')!);
    expect(labels()[0]).toContain('20 % from the left, 20 % from the top, 30 % wide, 50 % high');
    drag([100, 70], [140, 90], page.querySelector('.se')!);
    expect(labels()[0]).toContain('20 % from the left, 20 % from the top, 50 % wide, 70 % high');
    point('pointerdown', 40, 30, page.querySelector('.place')!);
    point('pointermove', 20, 20);
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
    point('pointerup', 20, 20);
    expect(labels()[0]).toContain('20 % from the left, 20 % from the top, 50 % wide, 70 % high');
  });

  it('are moved, sized and removed by keys, which is said', () => {
    page.querySelector<HTMLButtonElement>('[aria-label="Place Orders in the middle"]')?.click();
    fixture.detectChanges();
    press('ArrowRight');
    press('ArrowDown', { shiftKey: true });
    expect(labels()).toEqual(['Orders: 36 % from the left, 35 % from the top, 30 % wide, 31 % high']);
    expect(page.querySelector('[role="status"]')?.textContent).toContain('31 % high');
    press('Delete');
    expect(labels()).toEqual([]);
  });

  it('are numbers too', () => {
    drag([20, 10], [80, 60]);
    const width = page.querySelectorAll<HTMLInputElement>('app-hotspot-numbers input')[2]!;
    width.value = '95';
    width.dispatchEvent(new Event('input'));
    fixture.detectChanges();
    expect(labels()[0]).toContain('10 % from the left, 10 % from the top, 90 % wide');
  });
});
