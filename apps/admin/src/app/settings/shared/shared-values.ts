import { Component, computed, inject, resource, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../../api/api';
import { ApiProblem, asProblem } from '../../api/problem';
import { Session } from '../../api/session';
import type { Emergency, SharedSchedule, SharedSecret, SharedValue, Use } from '../../api/types';
import { hoursWords } from '../../hours/hours-words';
import { Ago } from '../../ui/ago';
import { Confirm } from '../../ui/confirm';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { LoadProblem } from '../../ui/load-problem';
import { type MenuAction, MoreMenu } from '../../ui/more-menu';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toasts';
import { BindingDialog, type BindingEdited, type BindingKind } from './binding-dialog';
import { Emergencies } from './emergencies';
import { EmergencyDialog } from './emergency-dialog';
import { NEW_SCHEDULE } from './new-schedule';
import { emergencyWords, stateOf } from './schedule-words';
import { UsesDialog, type UsesShown } from './uses-dialog';
import { usesIn } from './uses-list';

interface Editing {
  shown: BindingEdited;
  save(name: string, text: string): Promise<unknown>;
}

/** The doors of one kind of shared thing. */
interface Doors {
  uses(name: string): Promise<{ items: Use[] }>;
  remove(name: string): Promise<unknown>;
}

/** What flows name without holding it: schedules, values and secrets. */
@Component({
  selector: 'app-shared-values',
  imports: [
    Ago,
    BindingDialog,
    EmergencyDialog,
    EmptyState,
    Icon,
    LoadProblem,
    MoreMenu,
    RouterLink,
    Skeleton,
    UsesDialog,
  ],
  templateUrl: './shared-values.html',
  styleUrl: './shared-values.css',
})
export class SharedValues {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);
  private readonly emergencies = inject(Emergencies);
  protected readonly stateOf = stateOf;
  protected readonly emergencyWords = emergencyWords;
  protected readonly hoursWords = hoursWords;

  protected readonly mayWrite = computed(() => this.session.can('flows:write'));
  protected readonly mayClose = computed(() => this.session.can('flows:publish'));
  protected readonly mayKeepSecrets = computed(() => this.session.can('secrets:write'));
  protected readonly loaded = resource({
    loader: async ({ abortSignal }) => {
      const [schedules, values, secrets] = await Promise.all([
        this.api.listSchedules(abortSignal),
        this.api.listValues(abortSignal),
        this.api.listSecrets(abortSignal),
      ]);
      return { schedules: schedules.items, values: values.items, secrets: secrets.items };
    },
  });
  protected readonly all = computed(() => (this.loaded.hasValue() ? this.loaded.value() : null));
  protected readonly problem = computed(() => {
    const error = this.loaded.error();
    return error ? asProblem(error) : null;
  });

  protected readonly editing = signal<Editing | null>(null);
  protected readonly closing = signal<string | null>(null);
  protected readonly uses = signal<UsesShown | null>(null);

  protected begin(kind: BindingKind): void {
    const all = this.all();
    if (!all) return;
    const taken = { schedule: all.schedules, value: all.values, secret: all.secrets }[kind].map(({ name }) => name);
    this.editing.set({ shown: { kind, name: null, text: '', taken }, save: this.creating(kind) });
  }

  protected scheduleActions({ name, emergency }: SharedSchedule): MenuAction[] {
    const open = () => this.router.navigate(['/settings/shared/schedules', name]);
    const actions: MenuAction[] = [{ label: this.mayWrite() ? 'Edit' : 'Look at it', run: open }];
    if (this.mayClose())
      actions.push(
        emergency
          ? { label: 'Open again…', run: () => this.reopen(name) }
          : { label: 'Close now…', run: () => this.closing.set(name) },
      );
    const doors = { uses: this.api.listScheduleUses, remove: this.api.deleteSchedule };
    return [...actions, ...this.commonActions(name, doors, this.mayWrite())];
  }

  protected valueActions({ name, value, revision }: SharedValue): MenuAction[] {
    const save = (_: string, text: string) => this.done(this.api.putValue(name, text, revision), `${name} is changed.`);
    const edit = () => this.editing.set({ shown: { kind: 'value', name, text: value, taken: [] }, save });
    const doors = { uses: this.api.listValueUses, remove: this.api.deleteValue };
    return [
      ...(this.mayWrite() ? [{ label: 'Change', run: edit }] : []),
      ...this.commonActions(name, doors, this.mayWrite()),
    ];
  }

  protected secretActions({ name, revision }: SharedSecret): MenuAction[] {
    const save = (_: string, text: string) =>
      this.done(this.api.putSecret(name, text, revision), `${name} is replaced.`);
    const replace = () => this.editing.set({ shown: { kind: 'secret', name, text: '', taken: [] }, save });
    const doors = { uses: this.api.listSecretUses, remove: this.api.deleteSecret };
    return [
      ...(this.mayKeepSecrets() ? [{ label: 'Replace', run: replace }] : []),
      ...this.commonActions(name, doors, this.mayKeepSecrets()),
    ];
  }

  protected readonly close = async (emergency: Emergency): Promise<void> => {
    const name = this.closing();
    if (name !== null) await this.done(this.api.closeSchedule(name, emergency), `${name} is closed.`);
  };

  private async reopen(name: string): Promise<void> {
    if (await this.emergencies.reopen(name)) this.loaded.reload();
  }

  private creating(kind: BindingKind): Editing['save'] {
    return async (name, text) => {
      if (kind === 'value') return this.done(this.api.putValue(name, text, 0), `${name} is there.`);
      if (kind === 'secret') return this.done(this.api.putSecret(name, text, 0), `${name} is sealed.`);
      await this.api.putSchedule(name, NEW_SCHEDULE, 0);
      await this.router.navigate(['/settings/shared/schedules', name]);
    };
  }

  private commonActions(name: string, doors: Doors, mayDelete: boolean): MenuAction[] {
    const actions: MenuAction[] = [{ label: 'Where it is used', run: () => this.showUses(name, doors) }];
    if (mayDelete) actions.push({ label: 'Delete…', danger: true, run: () => this.remove(name, doors) });
    return actions;
  }

  private async showUses(name: string, { uses }: Doors): Promise<void> {
    await this.toasts.try(async () => this.uses.set({ name, uses: (await uses(name)).items, refused: false }));
  }

  private async remove(name: string, { remove }: Doors): Promise<void> {
    const yes = await this.confirm.ask({
      heading: `Delete ${name}?`,
      body: 'Drafts that name it will say so. It cannot be brought back.',
      action: 'Delete',
      danger: true,
    });
    if (!yes) return;
    try {
      await this.done(remove(name), `${name} is deleted.`);
    } catch (caught) {
      // In use: shown with the flows that use it. Any other refusal is said as it is.
      if (caught instanceof ApiProblem && caught.code === 'binding.in-use')
        this.uses.set({ name, uses: usesIn(caught.extra['usedBy']), refused: true });
      else this.toasts.refuse(caught);
    }
  }

  private async done(work: Promise<unknown>, said: string): Promise<void> {
    await work;
    this.toasts.say(said);
    this.loaded.reload();
  }
}
