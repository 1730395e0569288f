import { Service, computed, inject, signal } from '@angular/core';
import { Api } from '../api/api';
import type { Dispositions as List } from '../api/types';
import { Toasts } from '../ui/toasts';

/** What the agent can say came of a talk. One list for all talks, read again now and then: others change it. */
@Service()
export class Dispositions {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly list = signal<List | null>(null);
  private loadedAt = 0;

  readonly labels = computed(() =>
    (this.list()?.items ?? []).filter(({ archived }) => !archived).map(({ label }) => label),
  );
  readonly required = computed(() => this.list()?.required ?? false);

  load(): void {
    if (Date.now() - this.loadedAt < 30_000) return;
    this.loadedAt = Date.now();
    void this.toasts.try(async () => this.list.set(await this.api.dispositions()));
  }
}
