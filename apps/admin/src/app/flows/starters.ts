import { Component, inject, input, output, resource } from '@angular/core';
import { Api } from '../api/api';
import { asProblem } from '../api/problem';
import type { FlowTemplate } from '../api/types';
import { LoadProblem } from '../ui/load-problem';
import { Skeleton } from '../ui/skeleton';
import { StarterCard } from './starter-card';

/** Flows to begin from: whole, in two languages, ready to publish once the words are one's own. */
@Component({
  selector: 'app-starters',
  imports: [LoadProblem, Skeleton, StarterCard],
  template: `
    @if (templates.error(); as error) {
      <app-load-problem
        [problem]="problem(error)"
        what="the templates"
        safe="You can start empty meanwhile."
        (retry)="templates.reload()"
      />
    } @else if (templates.value(); as found) {
      <div class="starts">
        @for (template of found.items; track template.key) {
          <app-starter-card [starter]="template" [disabled]="disabled()" (chosen)="chosen.emit(template)" />
        }
      </div>
    } @else {
      <app-skeleton what="the templates" [count]="2" />
    }
  `,
  styles: `
    .starts {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(260px, 100%), 1fr));
      gap: 16px;
      margin-block: 8px 24px;
    }
  `,
})
export class Starters {
  private readonly api = inject(Api);
  readonly disabled = input(false);
  readonly chosen = output<FlowTemplate>();
  protected readonly templates = resource({ loader: ({ abortSignal }) => this.api.listFlowTemplates(abortSignal) });
  protected readonly problem = asProblem;
}
