import { Component, ElementRef, computed, inject, output, signal } from '@angular/core';
import { type Answer, type Conflict, type Side, merge } from '@calldocker/flow-engine';
import { ChangedText } from '../../flows/changed-text';
import { Dialog } from '../../ui/dialog';
import { many, timeOfDay } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { conflictWords, textsOf } from '../draft/arrivals';
import { DraftStore } from '../draft/draft-store';
import { FlowDesk } from '../flow-desk';

/** What two people changed at once, each with both sides: nothing is saved or dropped before all is answered. */
@Component({
  selector: 'app-merge-dialog',
  imports: [ChangedText, Dialog, Icon],
  templateUrl: './merge-dialog.html',
  styleUrl: './merge-dialog.css',
})
export class MergeDialog {
  protected readonly desk = inject(FlowDesk);
  private readonly store = inject(DraftStore);
  private readonly page = inject<ElementRef<HTMLElement>>(ElementRef);

  readonly closed = output();
  /** A node to look at on the canvas. */
  readonly shown = output<string>();

  protected readonly many = many;
  protected readonly sides: readonly Side[] = ['mine', 'theirs'];
  protected readonly answers = signal<Readonly<Record<string, Answer>>>({});
  /** Set when somebody wanted to go on with questions left. */
  protected readonly pressed = signal(false);
  protected readonly busy = signal(false);

  private readonly state = computed(() => {
    const state = this.desk.autosave()?.state();
    return state?.kind === 'conflict' ? state : null;
  });
  protected readonly who = computed(() => this.state()?.theirs.savedBy ?? 'Someone else');
  protected readonly when = computed(() => {
    const at = this.state()?.theirs.savedAt;
    return at ? timeOfDay(at) : null;
  });
  private readonly conflicts = computed<readonly Conflict[]>(() => {
    const state = this.state();
    return state ? merge(state.base, this.store.definition(), state.theirs.definition).conflicts : [];
  });
  protected readonly rows = computed(() =>
    this.conflicts().map((conflict) => ({
      id: conflict.id,
      nodeId: conflict.nodeId,
      title: conflictWords(conflict, (id) => this.store.nameOf(id)),
      onCanvas: conflict.nodeId !== undefined && this.store.node(conflict.nodeId) !== undefined,
      both: conflict.both ?? false,
      mine: linesOf(conflict, 'mine'),
      theirs: linesOf(conflict, 'theirs'),
    })),
  );
  protected readonly left = computed(() => this.rows().filter(({ id }) => !this.answers()[id]).length);

  protected choose(id: string, side: Answer): void {
    this.answers.update((answers) => ({ ...answers, [id]: side }));
  }

  protected chooseAll(side: Side): void {
    this.answers.set(Object.fromEntries(this.rows().map(({ id }) => [id, side])));
  }

  /** Never greyed out: with questions left it goes to the first one. */
  protected async save(): Promise<void> {
    if (this.busy()) return;
    const open = this.rows().findIndex(({ id }) => !this.answers()[id]);
    if (open >= 0) {
      this.pressed.set(true);
      this.page.nativeElement.querySelectorAll('fieldset')[open]?.querySelector('input')?.focus();
      return;
    }
    this.busy.set(true);
    await this.desk.autosave()?.answer(this.answers());
    this.busy.set(false);
    // Somebody may have saved again meanwhile: then there is more to answer, and this stays open.
    if (!this.state()) this.closed.emit();
    else this.pressed.set(false);
  }
}

interface Line {
  words: string;
  texts: { before: string; after: string } | null;
}

function linesOf(conflict: Conflict, side: Side): Line[] {
  if (conflict.moved) return [{ words: side === 'mine' ? 'Where you put them' : 'Where they were put', texts: null }];
  const lines = conflict[side].map((change) => ({ words: change.message, texts: textsOf(change) }));
  return lines.length > 0 ? lines : [{ words: 'Left as it was', texts: null }];
}
