import { Component, computed, effect, inject, input, linkedSignal, resource, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type Schedule, validateSchedule } from '@calldocker/flow-engine';
import { Api } from '../../api/api';
import { type ApiProblem, asProblem } from '../../api/problem';
import { Session } from '../../api/session';
import type { Emergency, SharedSchedule } from '../../api/types';
import type { ProblemsAt } from '../../hours/problems';
import { type ScheduleEdit, ScheduleFields } from '../../hours/schedule-fields';
import { PageTitle } from '../../shell/page-title';
import { Icon } from '../../ui/icon';
import { LoadProblem } from '../../ui/load-problem';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toasts';
import { Emergencies } from './emergencies';
import { EmergencyDialog } from './emergency-dialog';
import { NEW_SCHEDULE } from './new-schedule';
import { emergencyWords, stateOf } from './schedule-words';
import { UsesList } from './uses-list';

/** One shared schedule: its times, its emergency closure, and who goes by it. */
@Component({
  selector: 'app-schedule-editor',
  imports: [EmergencyDialog, Icon, LoadProblem, RouterLink, ScheduleFields, Skeleton, UsesList],
  templateUrl: './schedule-editor.html',
  styleUrls: ['../editor.css', './schedule-editor.css'],
})
export class ScheduleEditor {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly emergencies = inject(Emergencies);
  private readonly title = inject(PageTitle);
  protected readonly stateOf = stateOf;
  protected readonly emergencyWords = emergencyWords;

  readonly name = input.required<string>();

  protected readonly mayWrite = computed(() => this.session.can('flows:write'));
  protected readonly mayClose = computed(() => this.session.can('flows:publish'));
  protected readonly loaded = resource({
    params: () => this.name(),
    loader: ({ params, abortSignal }): Promise<SharedSchedule> => this.api.getSchedule(params, abortSignal),
  });
  protected readonly uses = resource({
    params: () => this.name(),
    loader: async ({ params }) => (await this.api.listScheduleUses(params)).items,
  });
  /** What the server has; replaced by each save. */
  protected readonly schedule = linkedSignal<SharedSchedule | null>(() =>
    this.loaded.hasValue() ? this.loaded.value() : null,
  );
  protected readonly problem = computed(() => {
    const error = this.loaded.error();
    return error ? asProblem(error) : null;
  });
  protected readonly draft = linkedSignal<Schedule>(() => this.schedule()?.schedule ?? NEW_SCHEDULE);
  protected readonly changed = computed(() => this.draft() !== this.schedule()?.schedule);
  protected readonly problemsAt = computed<ProblemsAt>(() => {
    const issues = validateSchedule(this.draft());
    return (path) => issues.filter(({ field }) => field === path).map(({ message }) => message);
  });
  protected readonly busy = signal(false);
  protected readonly refusal = signal<ApiProblem | null>(null);
  protected readonly closing = signal<string | null>(null);

  constructor() {
    effect(() => {
      const name = this.name();
      untracked(() => this.title.set(name));
    });
  }

  protected write({ edit }: ScheduleEdit): void {
    this.draft.update((draft) => ({ ...draft, ...edit }));
  }

  protected reload(): void {
    this.refusal.set(null);
    this.loaded.reload();
  }

  protected async save(): Promise<void> {
    const shared = this.schedule();
    if (!shared || this.busy()) return;
    this.busy.set(true);
    this.refusal.set(null);
    try {
      this.schedule.set(await this.api.putSchedule(shared.name, this.draft(), shared.revision));
      this.toasts.say('Saved. Flows go by it from now on.');
    } catch (caught) {
      this.refusal.set(asProblem(caught));
    } finally {
      this.busy.set(false);
    }
  }

  protected async turn(shared: SharedSchedule): Promise<void> {
    if (!shared.emergency) return this.closing.set(shared.name);
    const after = await this.emergencies.reopen(shared.name);
    if (after) this.take(after);
  }

  protected readonly close = async (emergency: Emergency): Promise<void> => {
    this.take(await this.api.closeSchedule(this.name(), emergency));
    this.toasts.say(`${this.name()} is closed.`);
  };

  /** An emergency is no edit of the times: what is half edited stays on the table. */
  private take(after: SharedSchedule): void {
    const [before, draft] = [this.schedule(), this.draft()];
    const edited = this.changed();
    this.schedule.set({ ...after, schedule: before?.schedule ?? after.schedule });
    if (edited) this.draft.set(draft);
  }
}
