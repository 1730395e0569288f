import { Directive, ElementRef, inject, input, output, signal } from '@angular/core';
import { isTyping } from '../ui/is-typing';
import { type Arrow, neighbour } from './grid-moves';

export type PieceCommand = 'open' | 'rename' | 'delete' | 'toggle' | 'extend';
export interface PieceKey {
  id: string;
  command: PieceCommand;
}

const COMMANDS: Record<string, PieceCommand> = { Enter: 'open', F2: 'rename', Delete: 'delete' };

/**
 * Keys of a grid or table whose pieces carry `data-piece`: arrows go from piece to piece, Space chooses, Shift extends.
 * One piece at a time is in the order of Tab; a piece's own buttons keep their keys.
 */
@Directive({
  selector: '[appPieceKeys]',
  exportAs: 'pieceKeys',
  host: { '(keydown)': 'press($event)', '(focusin)': 'arrive($event)', '(contextmenu)': 'menu($event)' },
})
export class PieceKeys {
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  /** Ids in the order that is shown. */
  readonly order = input.required<readonly string[]>({ alias: 'appPieceKeys' });
  readonly pressed = output<PieceKey>();
  readonly everything = output();
  readonly nothing = output();
  private readonly current = signal<string | null>(null);

  /** Bind to tabindex. */
  tabIndex(id: string): 0 | -1 {
    const current = this.current();
    const at = current !== null && this.order().includes(current) ? current : this.order()[0];
    return id === at ? 0 : -1;
  }

  protected press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.altKey || isTyping(event.target)) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a')
      return this.take(event, () => this.everything.emit());
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape') return this.nothing.emit();
    const id = this.idOf(event.target);
    if (id === null) return;
    const command = COMMANDS[event.key];
    if (command) return this.take(event, () => this.pressed.emit({ id, command }));
    if (event.key === ' ')
      return this.take(event, () => this.pressed.emit({ id, command: event.shiftKey ? 'extend' : 'toggle' }));
    const next = this.from(id, event.key);
    if (next === null) return;
    this.take(event, () => {
      if (event.shiftKey) this.pressed.emit({ id, command: 'extend' });
      this.focus(next);
      if (event.shiftKey) this.pressed.emit({ id: next, command: 'extend' });
    });
  }

  protected arrive({ target }: FocusEvent): void {
    const piece = target instanceof Element ? target.closest<HTMLElement>('[data-piece]') : null;
    if (piece?.dataset['piece']) this.current.set(piece.dataset['piece']);
  }

  /** The menu key, Shift+F10 and the right button. */
  protected menu(event: MouseEvent): void {
    const piece = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-piece]') : null;
    const more = piece?.querySelector<HTMLElement>('app-more-menu button');
    if (!more || isTyping(event.target)) return;
    event.preventDefault();
    more.click();
  }

  focus(id: string): void {
    this.element.querySelector<HTMLElement>(`[data-piece="${CSS.escape(id)}"]`)?.focus();
  }

  private from(id: string, key: string): string | null {
    const order = this.order();
    if (key === 'Home') return order[0] ?? null;
    if (key === 'End') return order.at(-1) ?? null;
    if (!key.startsWith('Arrow')) return null;
    const tiles = [...this.element.querySelectorAll<HTMLElement>('[data-piece]')];
    const columns = tiles.filter(({ offsetTop }) => offsetTop === tiles[0]?.offsetTop).length;
    const rtl = getComputedStyle(this.element).direction === 'rtl';
    return neighbour(order, id, key as Arrow, { columns, rtl });
  }

  private idOf(target: EventTarget | null): string | null {
    return target instanceof HTMLElement ? (target.dataset['piece'] ?? null) : null;
  }

  private take(event: KeyboardEvent, work: () => void): void {
    event.preventDefault();
    work();
  }
}
