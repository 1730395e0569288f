import { DestroyRef, Service, computed, inject, signal } from '@angular/core';

/** Something one can do, or a place one can go to, by its name. */
export interface Command {
  /** Stable: what was used lately is remembered by it. */
  id: string;
  label: string;
  /** The heading it stands under: `Go to`, `Flow`. */
  group: string;
  /** Of the icon sprite; a node kind's is the engine's to say. */
  icon: string;
  /** What else one may call it. */
  words?: string;
  /** The keys that do the same. */
  keys?: string;
  run: () => unknown;
}

export type CommandSource = () => readonly Command[];
/** For what is too much to be listed: asked once somebody types. */
export type CommandSearch = (query: string, signal: AbortSignal) => Promise<readonly Command[]>;

/** The id of the list of keys: the page's own goes before the console's. */
export const KEYS_COMMAND = 'keys';

/** What can be done from where one is. Each room offers its own, as long as it is there; there is no list of everything. */
@Service()
export class Commands {
  private readonly sources = signal<readonly CommandSource[]>([]);
  private readonly searches = signal<readonly CommandSearch[]>([]);
  /** The list of commands is shown. */
  readonly shown = signal(false);

  /** What the nearest room offers comes first, and instead of what others offer by the same id. */
  readonly all = computed<readonly Command[]>(() => {
    const byId = new Map<string, Command>();
    for (const source of this.sources().toReversed()) {
      for (const command of source()) if (!byId.has(command.id)) byId.set(command.id, command);
    }
    return [...byId.values()];
  });

  /** Call where `inject` works: the offer ends with the component that makes it. */
  offer(source: CommandSource): void {
    this.sources.update((sources) => [...sources, source]);
    inject(DestroyRef).onDestroy(() => this.sources.update((sources) => sources.filter((one) => one !== source)));
  }

  offerSearch(search: CommandSearch): void {
    this.searches.update((searches) => [...searches, search]);
    inject(DestroyRef).onDestroy(() => this.searches.update((searches) => searches.filter((one) => one !== search)));
  }

  /** A search that has no answer leaves the others' alone. */
  async search(query: string, signal: AbortSignal): Promise<readonly Command[]> {
    const answers = await Promise.allSettled(this.searches().map((search) => search(query, signal)));
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  }

  run(id: string): boolean {
    const command = this.all().find((one) => one.id === id);
    command?.run();
    return command !== undefined;
  }
}
