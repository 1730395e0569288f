import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { Events } from '../api/events';
import { Know } from '../desk/know';
import { TalkLog } from '../desk/talk-log';
import { calledOf } from '../desk/visitor-words';
import { PageTitle } from '../shell/page-title';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { LoadProblem } from '../ui/load-problem';
import { Skeleton } from '../ui/skeleton';
import { Supervision } from './supervision';
import { SupervisorComposer } from './supervisor-composer';

/** One talk of somebody else, as a supervisor follows it: read, whispered into, joined. */
@Component({
  selector: 'app-listen-page',
  imports: [EmptyState, Icon, Know, LoadProblem, RouterLink, Skeleton, SupervisorComposer, TalkLog],
  templateUrl: './listen-page.html',
  styleUrl: './listen-page.css',
})
export class ListenPage {
  private readonly api = inject(Api);
  private readonly pageTitle = inject(PageTitle);
  readonly id = input.required<string>();

  protected readonly supervision = signal<Supervision | null>(null);
  protected readonly entry = computed(() => this.supervision()?.talk.entry() ?? null);
  protected readonly name = computed(() => {
    const entry = this.entry();
    return entry ? calledOf(entry) : 'Visitor';
  });
  protected readonly standing = computed(() => {
    const agent = this.entry()?.agentName ?? 'The agent';
    if (this.supervision()?.over()) return 'The talk has ended.';
    return this.supervision()?.mode() === 'joined'
      ? `You are in the talk: the visitor and ${agent} see your name.`
      : `You listen. ${agent} sees it, the visitor does not. Join, and the visitor is told.`;
  });

  constructor() {
    effect((onCleanup) => {
      const id = this.id();
      const supervision = untracked(() => new Supervision(this.api, id));
      this.supervision.set(supervision);
      onCleanup(() => void supervision.leave());
    });
    effect(() => {
      const name = this.name();
      untracked(() => this.pageTitle.set(name));
    });
    const events = inject(Events);
    events.listen('desk', (news) => news.entryId === this.id() && this.supervision()?.talk.hear(news));
    events.listen('typing', ({ entryId }) => entryId === this.id() && this.supervision()?.talk.hearTyping());
    // The entry itself, as when it is handed over or ends.
    events.listen('queues', ({ entryId }) => entryId === this.id() && void this.supervision()?.stay());
    events.onReturn(() => void this.supervision()?.stay());
  }
}
