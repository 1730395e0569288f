import {
  Component,
  ElementRef,
  afterRenderEffect,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { CallbackCall } from '../sessions/callback-call';
import { timeOfDay } from '../ui/format';
import { Icon } from '../ui/icon';
import { LoadProblem } from '../ui/load-problem';
import { Skeleton } from '../ui/skeleton';
import { CallStage } from './call-stage';
import { Calls } from './calls';
import { Composer } from './composer';
import { MessageFile } from './message-file';
import type { Talk } from './talk';
import { calledOf } from './visitor-words';

/** This near the end, new messages keep it in sight. */
const NEAR_PX = 80;

/** What is said with one visitor: the call above, the writing below. */
@Component({
  selector: 'app-talk-view',
  imports: [CallStage, CallbackCall, Composer, Icon, LoadProblem, MessageFile, Skeleton],
  templateUrl: './talk-view.html',
  styleUrl: './talk-view.css',
  host: { '(document:visibilitychange)': 'markRead()' },
})
export class TalkView {
  protected readonly calls = inject(Calls);
  protected readonly timeOfDay = timeOfDay;
  readonly talk = input.required<Talk>();
  readonly transfer = output();
  private readonly log = viewChild<ElementRef<HTMLElement>>('log');
  private readonly followed = signal(true);

  protected readonly entry = computed(() => this.talk().entry());
  protected readonly name = computed(() => {
    const entry = this.entry();
    return entry ? calledOf(entry) : 'Visitor';
  });
  protected readonly call = computed(() => this.entry()?.call ?? null);
  protected readonly serving = computed(() => this.entry()?.state === 'serving');
  protected readonly lastOwn = computed(() => {
    const last = this.talk().messages().at(-1);
    return last?.author === 'agent' && this.talk().outgoing().length === 0 ? last : null;
  });

  constructor() {
    effect(() => {
      this.talk();
      untracked(() => this.followed.set(true));
    });
    afterRenderEffect(() => {
      const talk = this.talk();
      talk.messages();
      talk.outgoing();
      talk.visitorTypes();
      const log = this.log()?.nativeElement;
      if (!log || !untracked(this.followed)) return;
      log.scrollTop = log.scrollHeight;
      untracked(() => this.markRead());
    });
  }

  protected scrolled(): void {
    const log = this.log()?.nativeElement;
    if (log) this.followed.set(log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX);
  }

  protected markRead(): void {
    if (!document.hidden && this.followed()) this.talk().tellRead();
  }

  protected lines(text: string): string[] {
    return text.split('\n');
  }
}
