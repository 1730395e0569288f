import { Component, inject, signal } from '@angular/core';
import { Api } from '../api/api';
import { ApiProblem } from '../api/problem';
import { LoadProblem } from '../ui/load-problem';

/** The door to the operators' board: takes the browser's cookie for it, then goes there. */
@Component({
  selector: 'app-job-queues',
  imports: [LoadProblem],
  template: `
    <header class="head"><h1>Job queues</h1></header>
    @if (problem(); as problem) {
      <app-load-problem [problem]="problem" what="the job queues" safe="The jobs go on." (retry)="open()" />
    } @else {
      <p class="quiet" role="status">Opening the board…</p>
    }
  `,
})
export class JobQueues {
  private readonly api = inject(Api);
  protected readonly problem = signal<ApiProblem | null>(null);

  constructor() {
    void this.open();
  }

  protected async open(): Promise<void> {
    this.problem.set(null);
    try {
      await this.api.openOps();
      location.replace('/ops/queues');
    } catch (error) {
      // Refused or out of reach; anything else is a fault of ours.
      if (!(error instanceof ApiProblem)) throw error;
      this.problem.set(error);
    }
  }
}
