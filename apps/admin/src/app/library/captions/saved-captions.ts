import { inject, signal } from '@angular/core';
import { writeVtt } from '@calldocker/captions';
import { Api } from '../../api/api';
import { asProblem } from '../../api/problem';
import type { Content } from '../../api/types';
import { Confirm } from '../../ui/confirm';
import type { CaptionsDesk } from './captions-desk';
import { timingsOf } from './edits';

/** The way of captions between the desk and the server. Made where `inject` may be called. */
export class SavedCaptions {
  private readonly api = inject(Api);
  private readonly confirm = inject(Confirm);
  readonly busy = signal(false);
  readonly refusal = signal<string | null>(null);
  /** Of what was loaded or saved last; 0: there is none yet. */
  private edition = 0;

  constructor(private readonly desk: CaptionsDesk) {}

  /** A new language may begin with the times of another. */
  async load({ id, captions }: Content, language: string, timings: string | undefined): Promise<void> {
    this.refusal.set(null);
    this.desk.begin([]);
    this.edition = 0;
    try {
      if (captions.includes(language)) this.desk.begin(await this.fetch(id, language));
      else if (timings) this.desk.change(timingsOf((await this.api.getCaptions(id, timings)).cues));
    } catch (caught) {
      this.refusal.set(asProblem(caught).sentence);
    }
  }

  /** Answers the piece as it is now, or null with the reason in `refusal`. */
  async save({ id }: Content, language: string): Promise<Content | null> {
    const rows = this.desk.rows();
    this.busy.set(true);
    this.refusal.set(null);
    try {
      const saved = await this.api.putCaptions(id, language, writeVtt(rows), this.edition);
      this.edition = saved.media?.captions.find((track) => track.language === language)?.edition ?? 0;
      this.desk.saved(rows);
      return saved;
    } catch (caught) {
      const problem = asProblem(caught);
      if (problem.code === 'content.captions-changed-elsewhere') await this.meet(id, language);
      else this.refusal.set(problem.sentence);
      return null;
    } finally {
      this.busy.set(false);
    }
  }

  /** Somebody else's come onto the desk as a step that can be undone: neither work is lost. */
  private async meet(id: string, language: string): Promise<void> {
    const yes = await this.confirm.ask({
      heading: 'Someone else has saved these captions',
      body: 'Yours are not saved yet. Look at theirs now: Undo brings yours back, and Save then keeps what you see.',
      action: 'Show theirs',
    });
    if (!yes) return this.refusal.set('Not saved: someone else has saved these captions meanwhile.');
    try {
      this.desk.change(await this.fetch(id, language));
    } catch (caught) {
      // Deleted meanwhile, or no answer: what was written stays on the desk.
      this.refusal.set(asProblem(caught).sentence);
    }
  }

  private async fetch(id: string, language: string) {
    const { cues, edition } = await this.api.getCaptions(id, language);
    this.edition = edition;
    return cues;
  }
}
