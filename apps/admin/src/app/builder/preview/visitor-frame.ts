import type { Input, Screen, Wait } from '@calldocker/flow-engine';
import type { Brand, MediaSource, Mode } from '../../api/types';

/** What the visitor's page shows: the same as the server would send it. */
export interface VisitorStep {
  sessionId: string;
  seq: number;
  status: 'active' | 'ended';
  screen: Screen;
  wait: Wait;
  media: Record<string, MediaSource>;
}

export interface FrameLook {
  brand: Brand;
  doors: readonly string[];
  mode: Mode;
}

/** What the page asks for beside the steps. */
export type Question = { id: number } & (
  { about: 'articles'; words: string; tags: string[]; language: string } | { about: 'callback-options' }
);

/**
 * The visitor's real page in a frame of another origin. Messages go to that origin alone, and only those of that frame
 * and origin are heard.
 */
export class VisitorFrame {
  onReady: () => void = () => undefined;
  onInput: (input: Input) => void = () => undefined;
  /** Answers what the page would ask the service for; null when that cannot be had. */
  onAsk: (question: Question) => Promise<unknown> = () => Promise.resolve(null);

  constructor(
    private readonly frame: HTMLIFrameElement,
    private readonly origin: string,
  ) {
    addEventListener('message', this.hear);
    frame.src = `${origin}/ivr-experience/preview`;
  }

  show(step: VisitorStep, look: FrameLook): void {
    const message = { calldocker: 1, type: 'step', step, ...look, theme: look.brand.theme };
    this.frame.contentWindow?.postMessage(message, this.origin);
  }

  close(): void {
    removeEventListener('message', this.hear);
  }

  private async answer(question: Question): Promise<void> {
    const body = await this.onAsk(question);
    this.frame.contentWindow?.postMessage({ calldocker: 1, type: 'answer', id: question.id, body }, this.origin);
  }

  private readonly hear = (event: MessageEvent<unknown>): void => {
    if (event.origin !== this.origin || event.source !== this.frame.contentWindow) return;
    const message = event.data;
    if (typeof message !== 'object' || message === null || !('calldocker' in message) || !('type' in message)) return;
    if (message.type === 'ready') this.onReady();
    else if (message.type === 'ask' && isQuestion(message)) void this.answer(message);
    else if (message.type === 'input' && 'input' in message && isInput(message.input)) this.onInput(message.input);
  };
}

/** It reads only what whoever edits the flow may read anyway. */
function isQuestion(message: object): message is Question {
  if (!('id' in message) || typeof message.id !== 'number' || !('about' in message)) return false;
  if (message.about === 'callback-options') return true;
  if (message.about !== 'articles' || !('words' in message) || !('language' in message) || !('tags' in message))
    return false;
  const { words, language, tags } = message;
  return [words, language, ...(Array.isArray(tags) ? tags : [null])].every((text) => typeof text === 'string');
}

/** The engine checks what an input says; here it only has to be one, and not what a host alone may send. */
function isInput(value: unknown): value is Input {
  return typeof value === 'object' && value !== null && 'type' in value && value.type !== 'result';
}
