import {
  Component,
  ElementRef,
  afterRenderEffect,
  computed,
  effect,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import type { Message } from '../api/types';
import { timeOfDay } from '../ui/format';
import { Icon } from '../ui/icon';
import { MessageFile } from './message-file';
import type { Talk } from './talk';

/** This near the end, new messages keep it in sight. */
const NEAR_PX = 80;

/** What is written in a talk, as its agent and supervisors see it. */
@Component({
  selector: 'app-talk-log',
  imports: [Icon, MessageFile],
  templateUrl: './talk-log.html',
  styleUrl: './talk-log.css',
  host: { '(document:visibilitychange)': 'tellSeen()' },
})
export class TalkLog {
  protected readonly timeOfDay = timeOfDay;
  readonly talk = input.required<Talk>();
  /** The visitor's. */
  readonly name = input.required<string>();
  /** All of it has been before the reader's eyes. */
  readonly seen = output();
  private readonly log = viewChild<ElementRef<HTMLElement>>('log');
  private readonly followed = signal(true);

  protected readonly lastOwn = computed(() => {
    const last = this.talk().messages().at(-1);
    return last && last.author !== 'visitor' && !last.event && this.talk().outgoing().length === 0 ? last : null;
  });

  constructor() {
    effect(() => {
      this.talk();
      untracked(() => this.followed.set(true));
    });
    afterRenderEffect(() => {
      const talk = this.talk();
      talk.said();
      talk.outgoing();
      talk.visitorTypes();
      const log = this.log()?.nativeElement;
      if (!log || !untracked(this.followed)) return;
      log.scrollTop = log.scrollHeight;
      untracked(() => this.tellSeen());
    });
  }

  protected scrolled(): void {
    const log = this.log()?.nativeElement;
    if (log) this.followed.set(log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX);
  }

  protected tellSeen(): void {
    if (!document.hidden && this.followed()) this.seen.emit();
  }

  /** The visitor's agent need not be named; others are. */
  protected byOf({ author, name }: Message): string | null {
    if (author === 'visitor' || name === this.talk().entry()?.agentName) return null;
    return name ?? (author === 'supervisor' ? 'A supervisor' : null);
  }

  protected lines(text: string): string[] {
    return text.split('\n');
  }
}
