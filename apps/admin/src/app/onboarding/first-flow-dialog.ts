import {
  Component,
  ElementRef,
  computed,
  effect,
  inject,
  linkedSignal,
  output,
  resource,
  signal,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import { Api } from '../api/api';
import { asProblem } from '../api/problem';
import type { FlowTemplate } from '../api/types';
import { languageName } from '../library/languages';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { LoadProblem } from '../ui/load-problem';
import { Skeleton } from '../ui/skeleton';

/** From a goal to a flow that works: what it is for, its name, its languages. The builder then shows what comes next. */
@Component({
  selector: 'app-first-flow-dialog',
  imports: [Dialog, Icon, LoadProblem, Skeleton],
  templateUrl: './first-flow-dialog.html',
  styleUrl: './first-flow-dialog.css',
})
export class FirstFlowDialog {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly box = viewChild<ElementRef<HTMLInputElement>>('box');
  protected readonly languageName = languageName;
  protected readonly problem = asProblem;
  readonly closed = output();

  protected readonly templates = resource({ loader: ({ abortSignal }) => this.api.listFlowTemplates(abortSignal) });
  protected readonly goal = signal<FlowTemplate | null>(null);
  /** Behind the choice of a goal: its name and languages. */
  protected readonly naming = signal(false);
  protected readonly name = linkedSignal(() => this.goal()?.name ?? '');
  /** The first is the flow's own. */
  protected readonly languages = linkedSignal<readonly string[]>(() => preferred(this.goal()?.languages ?? []));
  protected readonly offered = computed(() => this.goal()?.languages ?? []);
  protected readonly busy = signal(false);
  protected readonly refusal = signal('');

  constructor() {
    // The second step begins in its first field.
    effect(() => this.box()?.nativeElement.focus());
  }

  protected choose(goal: FlowTemplate): void {
    this.goal.set(goal);
    this.refusal.set('');
  }

  protected next(event: Event): void {
    event.preventDefault();
    if (!this.goal()) return this.refusal.set('Choose what it is for.');
    this.naming.set(true);
  }

  protected speak(language: string, on: boolean): void {
    this.languages.update((languages) =>
      on
        ? this.offered().filter((one) => one === language || languages.includes(one))
        : languages.filter((one) => one !== language),
    );
  }

  protected async make(event: Event): Promise<void> {
    event.preventDefault();
    const [goal, name, languages] = [this.goal(), this.name().trim(), this.languages()];
    const [own] = languages;
    if (!name) return this.refusal.set('Give it a name.');
    if (!own) return this.refusal.set('Choose a language at least.');
    if (!goal || this.busy()) return;
    this.busy.set(true);
    this.refusal.set('');
    try {
      const { id } = await this.api.createFlow(name, goal.key, own);
      await this.keepLanguages(id, languages);
      await this.router.navigate(['/flows', id]);
    } catch (caught) {
      this.refusal.set(asProblem(caught).sentence);
    } finally {
      this.busy.set(false);
    }
  }

  /** A template comes in all of its languages. */
  private async keepLanguages(id: string, wanted: readonly string[]): Promise<void> {
    const { definition, revision } = await this.api.getDraft(id);
    const languages = definition.languages.filter((one) => wanted.includes(one));
    if (languages.length < definition.languages.length)
      await this.api.saveDraft(id, { ...definition, languages }, revision);
  }
}

/** All of them, the browser's own first. */
function preferred(languages: readonly string[]): readonly string[] {
  const own = navigator.languages.map((tag) => tag.slice(0, 2));
  const first = own.map((tag) => languages.find((one) => one.slice(0, 2) === tag)).find((one) => one !== undefined);
  return first === undefined ? languages : [first, ...languages.filter((one) => one !== first)];
}
