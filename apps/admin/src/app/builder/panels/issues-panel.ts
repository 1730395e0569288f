import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { Issue } from '@calldocker/flow-engine';
import { many } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { DraftStore } from '../draft/draft-store';
import { inOrder, isError, repairOf } from './issue-repairs';

const MOST_ROWS = 100;
/** While one of these is said, not all can be reached or does not end. */
const LOST: readonly string[] = ['node.unreachable', 'flow.circle', 'flow.trap', 'start.missing', 'limit.steps'];

/** "Before you publish": what to fix, what to check, each with the way there. */
@Component({
  selector: 'app-issues-panel',
  imports: [Icon],
  host: { role: 'region', 'aria-labelledby': 'issues-title' },
  template: `
    <div class="bar">
      <h2 id="issues-title">Before you publish</h2>
      @if (errors() > 0) {
        <span class="tag bad"><svg icon="alert"></svg>{{ errors() }} to fix</span>
      }
      @if (warnings() > 0) {
        <span class="tag warn"><svg icon="warn"></svg>{{ warnings() }} to check</span>
      }
      @if (all().length === 0) {
        <span class="tag good"><svg icon="check"></svg>Nothing to fix</span>
      }
      <span class="small">{{ summary() }}</span>
      @if (all().length > 0) {
        <button
          type="button"
          class="btn bare only"
          [attr.aria-label]="open() ? 'Fold' : 'Unfold'"
          [attr.aria-expanded]="open()"
          aria-controls="issues-list"
          (click)="open.set(!open())"
        >
          <svg [icon]="open() ? 'down' : 'up'"></svg>
        </button>
      }
    </div>
    <ul id="issues-list" role="list" tabindex="-1" [hidden]="!open() || all().length === 0">
      @for (row of rows(); track row.key) {
        <li>
          <span [class]="row.error ? 'b' : 'w'">
            <svg [icon]="row.error ? 'alert' : 'warn'"></svg
            ><span class="sr">{{ row.error ? 'To fix' : 'To check' }}</span>
          </span>
          <span>
            @if (row.node) {
              <button type="button" class="go" (click)="shown.emit(row.issue)">{{ row.node }}</button>{{ row.text }}
            } @else {
              {{ row.text }}
            }
            @if (row.issue.repair; as how) {
              <small>{{ how }}</small>
            }
          </span>
          <button
            type="button"
            class="btn"
            [attr.aria-label]="row.repair.label + ' ' + row.issue.message"
            (click)="repaired.emit(row.issue)"
          >
            {{ row.repair.label }}
          </button>
        </li>
      }
      @if (all().length > most) {
        <li class="small">And {{ all().length - most }} more.</li>
      }
    </ul>
  `,
  styleUrl: './issues-panel.css',
})
export class IssuesPanel {
  private readonly store = inject(DraftStore);
  protected readonly open = signal(true);
  protected readonly most = MOST_ROWS;

  /** What only the server knew, after it refused to publish. */
  readonly fromServer = input<readonly Issue[]>([]);
  readonly shown = output<Issue>();
  readonly repaired = output<Issue>();

  protected readonly all = computed(() => {
    const own = this.store.issues();
    const known = new Set(own.map((issue) => issue.message));
    return inOrder([...own, ...this.fromServer().filter(({ message }) => !known.has(message))]);
  });
  protected readonly errors = computed(() => this.all().filter(isError).length);
  protected readonly warnings = computed(() => this.all().length - this.errors());
  protected readonly summary = computed(() => {
    const nodes = Object.keys(this.store.definition().nodes).length;
    if (nodes === 0) return 'Checked as you type.';
    const lost = this.all().some(({ code }) => LOST.includes(code));
    const reach = nodes === 1 ? 'The node can be reached' : `All ${many(nodes, 'node')} can be reached`;
    return lost ? 'Checked as you type.' : `Checked as you type. ${reach} and every loop ends.`;
  });
  protected readonly rows = computed(() =>
    this.all()
      .slice(0, MOST_ROWS)
      .map((issue, index) => {
        const node = this.store.node(issue.nodeId ?? null)?.name ?? '';
        const led = node !== '' && issue.message.startsWith(`${node}:`);
        return {
          key: `${issue.code} ${issue.nodeId} ${issue.exit} ${issue.field} ${index}`,
          issue,
          error: isError(issue),
          node: led ? node : '',
          text: led ? issue.message.slice(node.length) : issue.message,
          repair: repairOf(issue, this.store.definition()),
        };
      }),
  );
}
