import { Component, computed, inject, input, output } from '@angular/core';
import { CallbackCall } from '../callbacks/callback-call';
import { Icon } from '../ui/icon';
import { LoadProblem } from '../ui/load-problem';
import { Skeleton } from '../ui/skeleton';
import { CallStage } from './call-stage';
import { Calls } from './calls';
import { Composer } from './composer';
import { HoldStrip } from './hold-strip';
import type { Talk } from './talk';
import { TalkLog } from './talk-log';
import { Talks } from './talks';
import { calledOf } from './visitor-words';

/** What is said with one visitor: the call above, the writing below. */
@Component({
  selector: 'app-talk-view',
  imports: [CallStage, CallbackCall, Composer, HoldStrip, Icon, LoadProblem, Skeleton, TalkLog],
  templateUrl: './talk-view.html',
  styleUrl: './talk-view.css',
})
export class TalkView {
  protected readonly calls = inject(Calls);
  protected readonly talks = inject(Talks);
  readonly talk = input.required<Talk>();
  readonly transfer = output();

  protected readonly entry = computed(() => this.talk().entry());
  protected readonly name = computed(() => {
    const entry = this.entry();
    return entry ? calledOf(entry) : 'Visitor';
  });
  protected readonly call = computed(() => this.entry()?.call ?? null);
  protected readonly serving = computed(() => this.entry()?.state === 'serving');
}
