import {
  Component,
  ElementRef,
  afterNextRender,
  computed,
  effect,
  inject,
  linkedSignal,
  signal,
  viewChild,
} from '@angular/core';
import { Icon } from '../ui/icon';
import { symbolOf } from '../ui/symbol';
import { type Command, Commands } from './commands';
import { rankedGroups, remembered } from './ranking';

const RECENT = 'calldocker.commands';
const TYPING_MS = 160;

/** Everything one can do, by name: Ctrl+K. The keyboard stays in the box and reaches the options through it. */
@Component({
  selector: 'app-command-palette',
  imports: [Icon],
  templateUrl: './command-palette.html',
  styleUrl: './command-palette.css',
})
export class CommandPalette {
  private readonly commands = inject(Commands);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  private readonly list = viewChild.required<ElementRef<HTMLElement>>('list');
  private readonly opener = document.activeElement;

  protected readonly symbolOf = symbolOf;
  protected readonly query = signal('');
  private readonly found = signal<readonly Command[]>([]);
  protected readonly searching = signal(false);
  private readonly recent = readRecent();

  protected readonly groups = computed(() => {
    let index = 0;
    // What was used lately is known by its id, and what a search finds is only there once it is asked for.
    return rankedGroups([...this.commands.all(), ...this.found()], this.query(), this.recent).map((group) => ({
      ...group,
      options: group.commands.map((command) => ({ command, index: index++ })),
    }));
  });
  private readonly options = computed(() => this.groups().flatMap(({ commands }) => commands));
  private readonly wanted = linkedSignal({ source: this.query, computation: () => 0 });
  protected readonly at = computed(() => Math.min(this.wanted(), Math.max(0, this.options().length - 1)));
  protected readonly count = computed(() => {
    const { length } = this.options();
    return length === 0 ? 'Nothing of that name' : `${length} to choose from`;
  });

  constructor() {
    afterNextRender(() => {
      const dialog = this.dialog().nativeElement;
      dialog.showModal();
      // A click that meets the dialog itself, not its sheet, fell on the backdrop.
      dialog.addEventListener('click', (event) => event.target === dialog && this.close());
    });
    effect((onCleanup) => {
      const query = this.query().trim();
      this.found.set([]);
      this.searching.set(query !== '');
      if (query === '') return;
      const stop = new AbortController();
      const timer = setTimeout(() => void this.ask(query, stop.signal), TYPING_MS);
      onCleanup(() => {
        clearTimeout(timer);
        stop.abort();
      });
    });
  }

  protected press(event: KeyboardEvent): void {
    const last = this.options().length - 1;
    const moves: Record<string, number> = {
      ArrowDown: this.at() + 1,
      ArrowUp: this.at() - 1,
      PageDown: Math.min(this.at() + 8, last),
      PageUp: Math.max(this.at() - 8, 0),
    };
    const to = moves[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.wanted.set(to > last ? 0 : to < 0 ? last : to);
      // After the option is marked as the chosen one.
      setTimeout(() =>
        this.list().nativeElement.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }),
      );
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.choose(this.options()[this.at()]);
    }
  }

  protected chooseUnder({ target }: PointerEvent): void {
    const option = target instanceof Element ? target.closest<HTMLElement>('[role="option"]') : null;
    this.choose(this.options()[Number(option?.dataset['index'])]);
  }

  protected close(): void {
    // The browser tells of the closing once more when the command has long been run.
    if (!this.commands.shown()) return;
    this.commands.shown.set(false);
    if (this.opener instanceof HTMLElement && this.opener.isConnected) this.opener.focus();
  }

  private choose(command: Command | undefined): void {
    if (!command) return;
    writeRecent(remembered(this.recent, command.id));
    this.dialog().nativeElement.close();
    this.close();
    command.run();
  }

  private async ask(query: string, stop: AbortSignal): Promise<void> {
    const found = await this.commands.search(query, stop);
    if (stop.aborted) return;
    this.found.set(found);
    this.searching.set(false);
  }
}

function readRecent(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(RECENT) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  } catch {
    // Storage is blocked, or somebody else wrote there.
    return [];
  }
}

function writeRecent(recent: readonly string[]): void {
  try {
    localStorage.setItem(RECENT, JSON.stringify(recent));
  } catch {
    // Storage is blocked: nothing is remembered.
  }
}
