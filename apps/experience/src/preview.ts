import { isStepMessage, type PreviewMessage, trusted } from './messages.js';
import { Visit } from './visit.js';
import type { FoundArticle, Input, Theme } from './wire.js';

/** A visit run by the console's builder: the engine is over there, this page only shows. No network. */
export class Preview extends Visit {
  readonly preview = true;
  readonly access = null;

  constructor(
    private readonly frame: Window,
    private readonly origins: string[],
    private readonly onTheme: (theme: Theme) => void,
  ) {
    super();
  }

  open(): Promise<void> {
    this.frame.addEventListener('message', (event) => this.receive(event));
    this.post({ type: 'ready' });
    return Promise.resolve();
  }

  send(input: Input): Promise<void> {
    const { step, sending } = this.view;
    if (!step || sending || !step.wait.accepts.includes(input.type)) return Promise.resolve();
    this.change({ sending: input });
    this.post({ type: 'input', input });
    // The builder answers every input it takes; one it refuses must not leave the page waiting.
    setTimeout(() => this.view.sending === input && this.change({ sending: null }), 1_500);
    return Promise.resolve();
  }

  /** Visitors alone may ask for them: the preview shows the node's own. */
  findArticles(): Promise<FoundArticle[]> {
    return Promise.resolve([]);
  }

  refresh(): Promise<void> {
    return Promise.resolve();
  }

  restart(): Promise<void> {
    this.post({ type: 'ready' });
    return Promise.resolve();
  }

  leave(): Promise<void> {
    return this.send({ type: 'leave' });
  }

  private receive(event: MessageEvent<unknown>): void {
    const data = trusted(event, this.frame.parent, this.origins);
    if (!data || !isStepMessage(data)) return;
    const { step, brand, doors, languages = [], mode, theme } = data;
    this.onTheme(theme);
    this.change({ phase: 'open', step, brand, doors, languages, mode, sending: null });
  }

  private post(message: PreviewMessage): void {
    if (this.frame.parent === this.frame) return;
    for (const origin of this.origins) this.frame.parent.postMessage({ calldocker: 1, ...message }, origin);
  }
}
