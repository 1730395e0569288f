import { Component, computed, inject } from '@angular/core';
import { timeOfDay } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { type Differences, differences } from '../draft/differences';
import { DraftStore } from '../draft/draft-store';
import { FlowDesk } from '../flow-desk';

/** What stands between the draft and the server: a save by someone else, or work that came back after a crash. */
@Component({
  selector: 'app-draft-notices',
  imports: [Icon],
  template: `
    @if (theirs(); as theirs) {
      <div class="notice" role="alert">
        <svg icon="warn"></svg>
        <div>
          <p>
            <b>{{ theirs.savedBy ?? 'Someone' }} saved this flow at {{ time(theirs.savedAt) }}.</b> See what changed,
            then keep yours or theirs.
          </p>
          <details>
            <summary>See what changed</summary>
            <ul>
              @for (line of lines(); track line) {
                <li>{{ line }}</li>
              } @empty {
                <li>Nothing that visitors would notice.</li>
              }
            </ul>
          </details>
        </div>
        <button type="button" class="btn" (click)="desk.takeTheirs()">Load theirs</button>
        <button type="button" class="btn" (click)="desk.autosave()?.keepMine()">Keep mine</button>
      </div>
    } @else if (refused(); as sentence) {
      <div class="notice" role="alert">
        <svg icon="alert"></svg>
        <p><b>Your changes are not saved.</b> {{ sentence }} They are kept in this browser.</p>
      </div>
    } @else if (desk.restored(); as at) {
      <div class="notice quiet" role="status">
        <svg icon="history"></svg>
        <p>Your unsent changes of {{ time(at) }} are back.</p>
        <button type="button" class="btn bare only" aria-label="Dismiss" (click)="desk.restored.set(null)">
          <svg icon="close"></svg>
        </button>
      </div>
    }
  `,
  styles: `
    .notice {
      display: flex;
      align-items: start;
      gap: 10px;
      padding: 8px 14px;
      background: var(--warn-soft);
      border-bottom: 1px solid var(--line);
    }
    .notice.quiet {
      background: var(--accent-soft);
      align-items: center;
      color: var(--ink);
    }
    .notice > .icon {
      margin-top: 3px;
      font-size: 15px;
      color: var(--warn);
    }
    .notice.quiet > .icon {
      margin: 0;
      color: var(--accent);
    }
    .notice > :nth-child(2) {
      margin-right: auto;
      min-width: 0;
    }
    summary {
      cursor: pointer;
      min-height: 24px;
    }
    ul {
      padding: 0 0 4px 16px;
      list-style: disc;
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
  private readonly store = inject(DraftStore);

  protected readonly theirs = computed(() => {
    const state = this.desk.autosave()?.state();
    return state?.kind === 'conflict' ? state.theirs : null;
  });
  protected readonly refused = computed(() => {
    const state = this.desk.autosave()?.state();
    return state?.kind === 'refused' ? state.sentence : null;
  });
  protected readonly lines = computed(() => {
    const theirs = this.theirs();
    return theirs ? words(differences(this.store.definition(), theirs.definition)) : [];
  });

  protected time(iso: string): string {
    return timeOfDay(iso);
  }
}

function words({ added, removed, changed, moved, settings }: Differences): string[] {
  const lines: string[] = [];
  if (added.length > 0) lines.push(`Only theirs has: ${added.join(', ')}.`);
  if (removed.length > 0) lines.push(`Only yours has: ${removed.join(', ')}.`);
  if (changed.length > 0) lines.push(`Different in both: ${changed.join(', ')}.`);
  if (settings) lines.push('Start, languages or variables differ.');
  if (moved > 0) lines.push(moved === 1 ? 'One node lies elsewhere.' : `${moved} nodes lie elsewhere.`);
  return lines;
}
