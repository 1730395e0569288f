import { isAnswerMessage, isStepMessage, type PreviewMessage, type Question, trusted } from './messages.js';
import { Visit } from './visit.js';
import type { CallbackOptions, FoundArticle, Input, Theme } from './wire.js';

const ANSWER_MS = 10_000;

/** A visit run by the console's builder: the engine is over there, this page only shows. No network. */
export class Preview extends Visit {
  readonly preview = true;
  readonly access = null;
  private readonly answers = new Map<number, (body: unknown) => void>();
  private asked = 0;

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

  findArticles(words: string, tags: readonly string[]): Promise<FoundArticle[] | null> {
    const { language } = this.view.step?.screen ?? { language: 'en' };
    return this.ask<FoundArticle[]>({ about: 'articles', words, tags, language });
  }

  callbackOptions(): Promise<CallbackOptions | null> {
    return this.ask<CallbackOptions>({ about: 'callback-options' });
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
    if (!data) return;
    if (isAnswerMessage(data)) this.answers.get(data.id)?.(data.body);
    if (!isStepMessage(data)) return;
    const { step, brand, doors, languages = [], mode, theme } = data;
    this.onTheme(theme);
    this.change({ phase: 'open', step, brand, doors, languages, mode, sending: null });
  }

  /** Only the console is asked, which answers from its own company; nobody there means that it cannot be had. */
  private ask<T>(question: Question): Promise<T | null> {
    const id = ++this.asked;
    return new Promise((resolve) => {
      const settle = (body: unknown) => {
        clearTimeout(timer);
        this.answers.delete(id);
        resolve(body as T | null);
      };
      const timer = setTimeout(() => settle(null), ANSWER_MS);
      this.answers.set(id, settle);
      this.post({ type: 'ask', id, ...question });
    });
  }

  private post(message: PreviewMessage): void {
    if (this.frame.parent === this.frame) return;
    for (const origin of this.origins) this.frame.parent.postMessage({ calldocker: 1, ...message }, origin);
  }
}
