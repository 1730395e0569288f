import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, effect, inject, input, linkedSignal, resource, signal, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { type ApiProblem, asProblem } from '../api/problem';
import { Session } from '../api/session';
import type { Queue } from '../api/types';
import { PageTitle } from '../shell/page-title';
import { Confirm } from '../ui/confirm';
import { Icon } from '../ui/icon';
import { LoadProblem } from '../ui/load-problem';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toasts';
import { GROUPS, faultOf, figuresOf, FIELDS, textsOf, type QueueField } from './queue-fields';
import { QueueLine } from './queue-line';
import { WaitAccuracy } from './wait-accuracy';

/** One queue: how it is kept, who stands in it, and how well it told their waits. */
@Component({
  selector: 'app-queue-editor',
  imports: [Icon, LoadProblem, NgTemplateOutlet, QueueLine, RouterLink, Skeleton, WaitAccuracy],
  templateUrl: './queue-editor.html',
  styleUrls: ['../settings/editor.css', './queue-editor.css'],
})
export class QueueEditor {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);
  private readonly pageTitle = inject(PageTitle);
  readonly id = input.required<string>();

  protected readonly mayWrite = computed(() => this.session.can('queues:write'));
  protected readonly loaded = resource({
    params: () => this.id(),
    loader: ({ params, abortSignal }) => this.api.getQueue(params, abortSignal),
  });
  protected readonly others = resource({
    loader: async ({ abortSignal }) => (await this.api.listQueues({ limit: 100 }, abortSignal)).items,
  });
  protected readonly schedules = resource({
    loader: async ({ abortSignal }) =>
      this.session.can('flows:read') ? (await this.api.listSchedules(abortSignal)).items : [],
  });
  protected readonly queue = linkedSignal<Queue | null>(() => (this.loaded.hasValue() ? this.loaded.value() : null));
  protected readonly problem = computed(() => {
    const error = this.loaded.error();
    return error ? asProblem(error) : null;
  });
  protected readonly refusal = signal<ApiProblem | null>(null);
  protected readonly saving = signal(false);
  protected readonly changed = linkedSignal({ source: () => this.queue(), computation: () => false });

  protected readonly title = linkedSignal(() => this.queue()?.title ?? '');
  protected readonly isDefault = linkedSignal(() => this.queue()?.isDefault ?? false);
  protected readonly schedule = linkedSignal(() => this.queue()?.schedule ?? '');
  protected readonly overflowQueueId = linkedSignal(() => this.queue()?.overflowQueueId ?? '');
  protected readonly texts = linkedSignal(() => {
    const queue = this.queue();
    return queue && textsOf(queue);
  });
  protected readonly groups = GROUPS;

  constructor() {
    effect(() => {
      const title = this.queue()?.title;
      if (title) untracked(() => this.pageTitle.set(title));
    });
  }

  protected textOf({ name }: QueueField): string {
    return this.texts()?.[name] ?? '';
  }

  protected faultOf(field: QueueField): string | undefined {
    const text = this.texts()?.[field.name];
    return text === undefined ? undefined : faultOf(field, text);
  }

  protected put({ name }: QueueField, text: string): void {
    this.texts.update((texts) => texts && { ...texts, [name]: text });
    this.changed.set(true);
  }

  protected otherQueues(): Queue[] {
    return this.others.hasValue() ? this.others.value().filter(({ id }) => id !== this.id()) : [];
  }

  protected reload(): void {
    this.refusal.set(null);
    this.loaded.reload();
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const [queue, texts] = [this.queue(), this.texts()];
    const wrong = FIELDS.find((field) => this.faultOf(field) !== undefined);
    if (wrong) return document.getElementById(wrong.name)?.focus();
    if (!queue || !texts) return;
    if (this.title().trim() === '') return document.getElementById('title')?.focus();
    this.saving.set(true);
    this.refusal.set(null);
    try {
      const edit = {
        ...figuresOf(texts),
        title: this.title().trim(),
        isDefault: this.isDefault(),
        schedule: this.schedule() || null,
        overflowQueueId: this.overflowQueueId() || null,
      };
      this.queue.set(await this.api.updateQueue(queue.id, edit, queue.revision));
      this.toasts.say('Saved. It counts at once.');
    } catch (caught) {
      this.refusal.set(asProblem(caught));
    } finally {
      this.saving.set(false);
    }
  }

  protected async remove(queue: Queue): Promise<void> {
    const yes = await this.confirm.ask({
      heading: `Delete ${queue.title}?`,
      body: 'Flows that lead into it go on by their failed exit. A queue that somebody has waited in stays.',
      action: 'Delete',
      danger: true,
    });
    if (!yes || !(await this.toasts.try(() => this.api.deleteQueue(queue.id)))) return;
    this.toasts.say(`${queue.title} is deleted.`);
    await this.router.navigateByUrl('/queues');
  }
}
