import { Component, inject, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { CommandHost } from './command-host';
import { type Command, Commands } from './commands';

const done: string[] = [];
const command = (id: string, label: string): Command => ({
  id,
  label,
  icon: 'flow',
  group: 'Go to',
  run: () => done.push(id),
});

@Component({ selector: 'app-room', template: '' })
class Room {
  constructor() {
    inject(Commands).offer(() => [command('room', 'Roll back'), command('keys', 'Keys of the room')]);
    inject(Commands).offerSearch((query) => Promise.resolve([{ ...command('found', `Ro ${query}`), words: query }]));
  }
}

@Component({
  imports: [CommandHost, Room],
  template: `<app-command-host />
    @if (inRoom()) {
      <app-room />
    }`,
})
class Host {
  readonly inRoom = signal(false);
  constructor() {
    inject(Commands).offer(() => [command('flows', 'Flows'), command('roles', 'Roles'), command('keys', 'Keys')]);
  }
}
describe('the list of commands, by keys', () => {
  let fixture: ReturnType<typeof TestBed.createComponent<Host>>;

  beforeEach(async () => {
    // jsdom knows no modal dialogs.
    HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
      this.open = false;
    };
    Element.prototype.scrollIntoView ??= () => undefined;
    localStorage.clear();
    done.length = 0;
    fixture = TestBed.createComponent(Host);
    document.body.append(fixture.nativeElement);
    // The list is loaded when it is first wanted.
    const { shown } = TestBed.inject(Commands);
    shown.set(true);
    await fixture.whenStable();
    shown.set(false);
    await fixture.whenStable();
  });

  function press(key: string, target: EventTarget = document, init: KeyboardEventInit = {}): void {
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));
    fixture.detectChanges();
  }
  const box = () => fixture.nativeElement.querySelector('input') as HTMLInputElement;
  const options = () =>
    [...fixture.nativeElement.querySelectorAll('[role="option"]')].map((one: HTMLElement) => one.textContent?.trim());

  function type(text: string): void {
    box().value = text;
    box().dispatchEvent(new Event('input'));
    fixture.detectChanges();
  }

  it('opens, finds, runs what is marked, and remembers it', () => {
    press('k', document, { ctrlKey: true });
    type('ro');
    expect(options()).toEqual(['Roles']);
    press('Enter', box());
    expect(done).toEqual(['roles']);
    expect(box()).toBeNull();
    press('k', document, { metaKey: true });
    expect(options().slice(0, 2)).toEqual(['Roles', 'Flows']);
  });

  it('goes through the options by arrows, around the ends, and tells which is marked', () => {
    press('k', document, { ctrlKey: true });
    press('ArrowUp', box());
    const marked = document.getElementById(box().getAttribute('aria-activedescendant') ?? '');
    expect(marked?.textContent?.trim()).toBe('Keys');
    expect(marked?.getAttribute('aria-selected')).toBe('true');
  });

  it('has what a room offers as long as one is there, and asks it too', async () => {
    fixture.componentInstance.inRoom.set(true);
    fixture.detectChanges();
    press('k', document, { ctrlKey: true });
    type('roll');
    expect(options()).toEqual(['Roll back']);
    while (!options().includes('Ro roll')) {
      await new Promise((later) => setTimeout(later, 10));
      fixture.detectChanges();
    }
    press('k', document, { ctrlKey: true });
    fixture.componentInstance.inRoom.set(false);
    fixture.detectChanges();
    press('k', document, { ctrlKey: true });
    type('roll');
    expect(options()).toEqual([]);
  });

  it('shows the keys of the room one is in', () => {
    press('?');
    fixture.componentInstance.inRoom.set(true);
    fixture.detectChanges();
    press('?');
    expect(done).toEqual(['keys', 'keys']);
    expect(
      TestBed.inject(Commands)
        .all()
        .find(({ id }) => id === 'keys')?.label,
    ).toBe('Keys of the room');
  });
});
