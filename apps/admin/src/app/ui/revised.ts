import { signal } from '@angular/core';
import { type ApiProblem, asProblem } from '../api/problem';

/** What is read whole, changed in a form, and saved at the revision it was read at. */
export class Revised<Read extends { revision: number }> {
  readonly loaded = signal<Read | null>(null);
  /** Why it could not be read. */
  readonly problem = signal<ApiProblem | null>(null);
  /** Why it was not saved. */
  readonly refusal = signal<ApiProblem | null>(null);
  readonly saving = signal(false);

  constructor(
    private readonly read: () => Promise<Read>,
    private readonly show: (read: Read) => void,
  ) {
    void this.load();
  }

  async load(): Promise<void> {
    this.problem.set(null);
    this.refusal.set(null);
    try {
      const read = await this.read();
      this.show(read);
      this.loaded.set(read);
    } catch (caught) {
      this.problem.set(asProblem(caught));
    }
  }

  /** Answers whether it was. */
  async save(write: (revision: number) => Promise<unknown>): Promise<boolean> {
    this.saving.set(true);
    this.refusal.set(null);
    try {
      await write(this.loaded()?.revision ?? 0);
      return true;
    } catch (caught) {
      // Every refusal of the API is shown above the buttons.
      this.refusal.set(asProblem(caught));
      return false;
    } finally {
      this.saving.set(false);
    }
  }
}
