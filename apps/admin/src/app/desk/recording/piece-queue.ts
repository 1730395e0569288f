import { type ApiProblem, asProblem } from '../../api/problem';
import { isPassing } from '../talk';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 10_000;

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

export type SendPiece = (n: number, content: Blob, last: boolean) => Promise<void>;

/**
 * Numbered pieces on their way to the server, one after the other. What got no answer is sent again under its number, so
 * that a lost connection neither loses a piece nor keeps one twice.
 */
export class PieceQueue {
  private readonly waiting: { content: Blob; last: boolean }[] = [];
  private n = 1;
  private failures = 0;
  private sending = false;

  constructor(
    private readonly send: SendPiece,
    private readonly onRefused: (problem: ApiProblem) => void,
    private readonly pause: (milliseconds: number) => Promise<void> = wait,
  ) {}

  put(content: Blob): void {
    if (content.size > 0) this.add(content, false);
  }

  /** Nothing more comes. */
  finish(): void {
    this.add(new Blob([]), true);
  }

  private add(content: Blob, last: boolean): void {
    this.waiting.push({ content, last });
    void this.pump();
  }

  private async pump(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    for (let next = this.waiting[0]; next; next = this.waiting[0]) await this.sendOne(next);
    this.sending = false;
  }

  private async sendOne({ content, last }: { content: Blob; last: boolean }): Promise<void> {
    try {
      await this.send(this.n, content, last);
      this.n += 1;
      this.failures = 0;
      this.waiting.shift();
    } catch (caught) {
      const problem = asProblem(caught);
      if (isPassing(problem)) return this.pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures++));
      // Nothing that follows would be taken either.
      this.waiting.length = 0;
      this.onRefused(problem);
    }
  }
}
