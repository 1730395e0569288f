import { Component, inject } from '@angular/core';
import { isTyping } from '../ui/is-typing';
import { CommandPalette } from './command-palette';
import { Commands, KEYS_COMMAND } from './commands';

/** Opens the list by its keys, and the keys by theirs, wherever one is. */
@Component({
  selector: 'app-command-host',
  imports: [CommandPalette],
  host: { '(document:keydown)': 'press($event)' },
  template: `
    @defer (when commands.shown(); prefetch on idle) {
      @if (commands.shown()) {
        <app-command-palette />
      }
    }
  `,
})
export class CommandHost {
  protected readonly commands = inject(Commands);

  protected press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.altKey) return;
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'k') {
      // Over another dialog it would act on what lies behind that.
      const others = document.querySelector('dialog[open]:not(.commands)');
      if (!others) this.commands.shown.update((shown) => !shown);
    } else if (event.key === '?' && !event.ctrlKey && !event.metaKey && !isTyping(event.target)) {
      if (!this.commands.run(KEYS_COMMAND)) return;
    } else return;
    event.preventDefault();
  }
}
