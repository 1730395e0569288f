import { Service, inject, signal } from '@angular/core';
import { Api } from '../api/api';
import type { Usage } from '../api/types';

/** How much of its room the company's library takes, and what a file may be. Null until it is known. */
@Service()
export class LibraryUsage {
  private readonly api = inject(Api);
  private readonly known = signal<Usage | null>(null);
  readonly facts = this.known.asReadonly();

  async refresh(): Promise<void> {
    try {
      this.known.set(await this.api.contentUsage());
    } catch {
      // Not known: the server refuses what does not fit.
    }
  }
}
