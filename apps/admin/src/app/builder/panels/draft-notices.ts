import { Component, computed, inject, output } from '@angular/core';
import type { ApiProblem } from '../../api/problem';
import { timeOfDay } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { FlowDesk } from '../flow-desk';

/** What stands between the draft and the server: a save by someone else, or work that came back after a crash. */
@Component({
  selector: 'app-draft-notices',
  imports: [Icon],
  template: `
    @if (theirs(); as theirs) {
      <div class="notice" role="alert">
        <svg icon="warn"></svg>
        <p>
          <b>You and {{ theirs.savedBy ?? 'someone else' }} changed the same things.</b> Both drafts are kept until you
          choose; nothing of yours is saved before.
        </p>
        <button type="button" class="btn" (click)="solved.emit()">Choose what holds…</button>
      </div>
    } @else if (trouble(); as words) {
      <div class="notice" role="status">
        <svg icon="warn"></svg>
        <p>
          <b>{{ words.title }}.</b> {{ words.rest }}
        </p>
        <button type="button" class="btn" (click)="desk.autosave()?.retry()">Try now</button>
      </div>
    } @else if (refused(); as sentence) {
      <div class="notice" role="alert">
        <svg icon="alert"></svg>
        <p><b>Your changes are not saved.</b> {{ sentence }} They are kept in this browser.</p>
      </div>
    } @else if (desk.restored(); as at) {
      <div class="notice quiet" role="status">
        <svg icon="history"></svg>
        <p>
          Your unsent changes of {{ time(at) }} are back.
          @if (waiting()) {
            They are kept in this browser until the server has them.
          }
        </p>
        <button type="button" class="btn bare only" aria-label="Dismiss" (click)="desk.restored.set(null)">
          <svg icon="close"></svg>
        </button>
      </div>
    }
  `,
  styles: `
    .notice {
      display: flex;
      align-items: center;
      gap: 10px;
      padding: 8px 14px;
      background: var(--warn-soft);
      border-bottom: 1px solid var(--line);
    }
    .notice.quiet {
      background: var(--accent-soft);
      color: var(--ink);
    }
    .notice > .icon {
      flex: none;
      font-size: 15px;
      color: var(--warn);
    }
    .notice.quiet > .icon {
      color: var(--accent);
    }
    .notice > :nth-child(2) {
      margin-right: auto;
      min-width: 0;
    }
    @media (max-width: 1000px) {
      .notice {
        flex-wrap: wrap;
      }
      .notice > :nth-child(2) {
        flex: 1 1 70%;
      }
    }
  `,
})
export class DraftNotices {
  protected readonly desk = inject(FlowDesk);

  protected readonly theirs = computed(() => {
    const state = this.desk.autosave()?.state();
    return state?.kind === 'conflict' ? state.theirs : null;
  });
  protected readonly refused = computed(() => {
    const state = this.desk.autosave()?.state();
    return state?.kind === 'refused' ? state.sentence : null;
  });
  protected readonly trouble = computed(() => {
    const state = this.desk.autosave()?.state();
    // That there is no network is said above every page.
    if (state?.kind !== 'waiting' || state.problem.code === 'network.offline') return null;
    return troubleWords(state.problem);
  });
  protected readonly waiting = computed(() => this.desk.autosave()?.state().kind === 'waiting');
  /** Both changed the same: somebody wants to choose. */
  readonly solved = output();

  protected time(iso: string): string {
    return timeOfDay(iso);
  }
}

/** What is the matter with the server, and that the work is safe meanwhile. */
export function troubleWords({ code, status, title }: ApiProblem): { title: string; rest: string } {
  const rest = 'Go on working: your changes are kept in this browser, and saved as soon as that is possible.';
  if (code === 'network.slow') return { title: 'The server takes very long', rest };
  if (status === 0) return { title: 'The server does not answer', rest };
  return { title: status === 429 ? title : 'The server has trouble', rest };
}
