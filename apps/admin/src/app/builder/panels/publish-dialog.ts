import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { Issue } from '@calldocker/flow-engine';
import { ApiProblem, asProblem } from '../../api/problem';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icon';
import { instantOf, localTime } from '../../ui/local-time';
import { type CaptionWaiver, FlowDesk, type GoingLive, type Published } from '../flow-desk';
import { Tick } from '../inspector/tick';
import { isError, isWaivable } from './issue-repairs';
import { PublishChecks } from './publish-checks';

type When = 'now' | 'at' | 'later';

const CHOICES: readonly { value: When; label: string }[] = [
  { value: 'now', label: 'Show it to visitors now' },
  { value: 'at', label: 'Show it from a moment on' },
  { value: 'later', label: 'Publish it only' },
];

/** Makes an immutable version of the saved draft, and says when visitors get it. */
@Component({
  selector: 'app-publish-dialog',
  imports: [Dialog, Icon, PublishChecks, Tick],
  templateUrl: './publish-dialog.html',
  styles: `
    fieldset {
      display: grid;
      gap: 6px;
    }
    .choice {
      display: flex;
      gap: 9px;
      align-items: center;
      min-height: 28px;
    }
    .choice input {
      width: 16px;
      height: 16px;
      margin: 0;
      accent-color: var(--accent);
    }
    .at {
      margin-left: 25px;
    }
    .tests {
      display: grid;
      gap: 4px;
      padding: 10px 12px;
      border-radius: var(--r-m);
      background: var(--bad-soft);
    }
  `,
})
export class PublishDialog {
  protected readonly desk = inject(FlowDesk);
  protected readonly choices = CHOICES;
  protected readonly zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  protected readonly when = signal<When>('now');
  /** As the browser's box holds it. */
  protected readonly at = signal('');
  protected readonly busy = signal(false);
  protected readonly refusal = signal<string | null>(null);
  /** Names of the flow's own tests that fail on this draft. */
  protected readonly failing = signal<readonly string[]>([]);
  protected readonly waived = signal<ReadonlySet<string>>(new Set());
  private readonly fromServer = signal<readonly Issue[]>([]);
  /** What would be published without captions. */
  protected readonly uncaptioned = computed(() => waiversFor([...this.issues(), ...this.fromServer()]));
  protected readonly withoutCaptions = signal(false);

  /** What the page finds in the draft. */
  readonly issues = input<readonly Issue[]>([]);
  readonly closed = output();
  readonly published = output<Extract<Published, { done: true }>>();
  /** The server sees what keeps the flow from being published. */
  readonly refused = output<readonly Issue[]>();

  protected readonly words = computed(() => {
    if (this.when() === 'later') return 'Visitors keep what they have until you make this version live.';
    if ((this.desk.flow()?.widgets ?? 0) === 0)
      return 'No widget shows this flow yet: choose it in a widget’s settings.';
    return 'Visitors who are in the flow finish on the version they began with.';
  });
  /** A plan there was is dropped, or replaced: said before, not after. */
  protected readonly dropped = computed(() => (this.when() === 'later' ? null : (this.desk.flow()?.scheduled ?? null)));

  protected choose(when: When): void {
    this.when.set(when);
    // Tomorrow at this time is a moment to begin from.
    if (when === 'at' && this.at() === '') this.at.set(localTime(new Date(Date.now() + 86_400_000)));
  }

  protected waive(name: string, on: boolean): void {
    this.waived.update((waived) => {
      const next = new Set(waived);
      if (on) next.add(name);
      else next.delete(name);
      return next;
    });
  }

  protected async publish(note: string): Promise<void> {
    if (this.busy()) return;
    const goingLive = this.goingLive();
    if (!goingLive) return this.refusal.set('Choose a moment in the future.');
    if (this.failing().some((name) => !this.waived().has(name)))
      return this.refusal.set('Mend what the tests find, or tick that you publish although they fail.');
    const waiveCaptions = this.uncaptioned().map(({ contentId, language }) => ({ contentId, language }));
    if (waiveCaptions.length > 0 && !this.withoutCaptions())
      return this.refusal.set('Add the captions, or tick that you publish without them.');
    this.busy.set(true);
    this.refusal.set(null);
    try {
      const answer = await this.desk.publish({ note, goingLive, waive: [...this.waived()], waiveCaptions });
      if (answer.done) this.published.emit(answer);
      else this.takeIssues(answer.issues);
    } catch (caught) {
      // A refusal of the server is said here, where one can try again; the draft is untouched.
      const tests = failingIn(caught);
      this.failing.set(tests);
      this.refusal.set(tests.length > 0 ? null : asProblem(caught).sentence);
    } finally {
      this.busy.set(false);
    }
  }

  private takeIssues(issues: readonly Issue[]): void {
    if (issues.filter(isError).every(isWaivable)) this.fromServer.set(issues);
    else this.refused.emit(issues);
  }

  private goingLive(): GoingLive | null {
    const when = this.when();
    if (when !== 'at') return when;
    const at = instantOf(this.at());
    return at !== null && Date.parse(at) > Date.now() ? { at } : null;
  }
}

/** What would have to be waived, once for each piece and language. */
export function waiversFor(issues: readonly Issue[]): (CaptionWaiver & { message: string })[] {
  const waivers = new Map<string, CaptionWaiver & { message: string }>();
  for (const issue of issues.filter(isWaivable)) {
    const { contentId = '', language = '', message } = issue;
    waivers.set(`${contentId} ${language}`, { contentId, language, message });
  }
  return [...waivers.values()];
}

/** The failing tests that a refusal names. */
export function failingIn(caught: unknown): string[] {
  const reports = caught instanceof ApiProblem && caught.code === 'flow.tests-failed' ? caught.extra['reports'] : null;
  if (!Array.isArray(reports)) return [];
  return reports.flatMap((report: unknown) =>
    typeof report === 'object' && report !== null && 'name' in report && typeof report.name === 'string'
      ? [report.name]
      : [],
  );
}
