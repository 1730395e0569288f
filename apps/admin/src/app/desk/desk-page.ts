import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { Commands, KEYS_COMMAND } from '../commands/commands';
import { Connection } from '../shell/connection';
import { EmptyState } from '../ui/empty-state';
import { many } from '../ui/format';
import { Icon } from '../ui/icon';
import { isTyping } from '../ui/is-typing';
import { LoadProblem } from '../ui/load-problem';
import { Skeleton } from '../ui/skeleton';
import { AvailabilityMenu } from './availability-menu';
import { Calls } from './calls';
import { Desk } from './desk';
import { DeskKeys } from './desk-keys';
import { Know } from './know';
import { Line } from './line';
import { Recordings } from './recording/recordings';
import { TalkList } from './talk-list';
import { TalkView } from './talk-view';
import { Talks } from './talks';
import { TransferDialog } from './transfer-dialog';
import { calledOf } from './visitor-words';
import { WaitingList } from './waiting-list';
import { WrapUp } from './wrap-up';

/** Where agents work: who waits, whom they talk to, and what is known of that visitor. */
@Component({
  selector: 'app-desk-page',
  imports: [
    AvailabilityMenu,
    DeskKeys,
    EmptyState,
    Icon,
    Know,
    LoadProblem,
    Skeleton,
    TalkList,
    TalkView,
    TransferDialog,
    WaitingList,
    WrapUp,
  ],
  providers: [Talks, Line, Calls, Recordings],
  templateUrl: './desk-page.html',
  styleUrl: './desk-page.css',
  host: { '(document:keydown)': 'key($event)' },
})
export class DeskPage {
  protected readonly desk = inject(Desk);
  protected readonly talks = inject(Talks);
  protected readonly line = inject(Line);
  protected readonly online = inject(Connection).online;
  protected readonly keysShown = signal(false);
  protected readonly transferring = signal<string | null>(null);
  protected readonly open = this.talks.open;

  protected readonly summary = computed(() => {
    const waiting = this.line.waiting().length;
    const inHand = this.desk.inHand().length;
    return `${waiting} waiting · ${many(inHand, 'visitor')} with you`;
  });

  constructor() {
    this.desk.start();
    const announcer = inject(LiveAnnouncer);
    effect(() => {
      const offer = this.desk.offer();
      if (offer) untracked(() => void announcer.announce(`${calledOf(offer)} is offered to you. Press A to accept.`));
    });
    inject(Commands).offer(() => [
      {
        id: KEYS_COMMAND,
        label: 'Keys',
        icon: 'info',
        group: 'Desk',
        words: 'shortcuts keyboard help',
        keys: '?',
        run: () => this.keysShown.set(true),
      },
      {
        id: 'desk take',
        label: 'Take the next visitor',
        icon: 'headset',
        group: 'Desk',
        keys: 'N',
        run: () => this.takeNext(),
      },
      {
        id: 'desk ready',
        label: 'Ready for visitors',
        icon: 'check',
        group: 'Desk',
        words: 'available online',
        run: () => this.desk.setAvailability('ready'),
      },
      {
        id: 'desk hold',
        label: this.open()?.held() ? 'Come back from hold' : 'Put the visitor on hold',
        icon: this.open()?.held() ? 'play' : 'pause',
        group: 'Desk',
        words: 'hold resume pause',
        keys: 'H',
        run: () => this.toggleHold(),
      },
      {
        id: 'desk offline',
        label: 'Off the desk',
        icon: 'end',
        group: 'Desk',
        words: 'unavailable offline leave',
        run: () => this.desk.setAvailability('offline'),
      },
    ]);
  }

  protected async takeNext(): Promise<void> {
    if (this.desk.busy()) return;
    await this.desk.takeNext();
  }

  /** Single keys, as long as nobody writes. */
  protected key(event: KeyboardEvent): void {
    if (event.altKey && !event.ctrlKey && !event.metaKey) return this.altKey(event);
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const offer = this.desk.offer();
    const act = {
      n: () => void this.takeNext(),
      a: offer && (() => void this.desk.accept(offer.id)),
      d: offer && (() => void this.desk.decline(offer.id)),
      j: () => this.talks.step(1),
      k: () => this.talks.step(-1),
      r: () => document.querySelector<HTMLElement>('app-talk-view textarea')?.focus(),
      h: () => this.toggleHold(),
      t: () => this.startTransfer(),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** While writing too. */
  private altKey(event: KeyboardEvent): void {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined || event.defaultPrevented) return;
    event.preventDefault();
    this.talks.step(by);
  }

  private toggleHold(): void {
    const talk = this.open();
    if (talk) void this.talks.toggleHold(talk);
  }

  private startTransfer(): void {
    const talk = this.open();
    if (talk?.entry()?.state === 'serving') this.transferring.set(talk.id);
  }
}
