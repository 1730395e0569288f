import { Service, inject, signal } from '@angular/core';
import { Api } from '../api/api';

/** The tags that pieces of the company have. */
@Service()
export class LibraryTags {
  private readonly api = inject(Api);
  private readonly inUse = signal<readonly string[]>([]);
  readonly known = this.inUse.asReadonly();

  async refresh(): Promise<void> {
    try {
      this.inUse.set((await this.api.listContentTags()).items.map(({ tag }) => tag));
    } catch {
      // Fewer words are offered; everything else works.
    }
  }
}
