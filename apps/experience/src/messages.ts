import type { Brand, Door, Input, Mode, Theme, VisitorStep } from './wire.js';

/** Every message between windows is `{ calldocker: 1, type, ... }`; anything else is somebody else's and ignored. */
export type HostMessage =
  | { type: 'open' }
  | { type: 'close' }
  | { type: 'theme'; theme: Theme }
  /** What the address's fragment told, as it is now: for the next visit that begins. */
  | { type: 'told'; told: string };
export type PageMessage =
  { type: 'ready' | 'close' } | { type: 'ended'; sessionId: string } | { type: 'refused'; code: string };
/** What a visit would ask the service for beside its steps, and the console knows as well. */
export type Question =
  { about: 'articles'; words: string; tags: readonly string[]; language: string } | { about: 'callback-options' };
export type PreviewMessage =
  { type: 'ready' } | { type: 'input'; input: Input } | ({ type: 'ask'; id: number } & Question);
/** The console's answer to the question of that id; null when it cannot be had. */
export interface AnswerMessage {
  type: 'answer';
  id: number;
  body: unknown;
}
export interface StepMessage {
  type: 'step';
  step: VisitorStep;
  brand: Brand;
  doors: Door[];
  languages?: string[];
  mode: Mode;
  theme: Theme;
}

/** The origins a meta tag allows. A placeholder the server never filled, or `*`, allows nobody. */
export function listedOrigins(content: string | null | undefined): string[] {
  return (content ?? '').split(/\s+/).filter((entry) => URL.canParse(entry) && new URL(entry).origin === entry);
}

/** How the page is dressed before the visit begins; null where the server said nothing, as in the builder's preview. */
export function brandIn(content: string | null | undefined): Brand | null {
  try {
    const brand: unknown = JSON.parse(content ?? 'null');
    return isRecord(brand) && isRecord(brand['variables']) ? (brand as unknown as Brand) : null;
  } catch {
    // The placeholder, which the server did not fill.
    return null;
  }
}

/** The body of a message that comes from exactly this window and one of these origins, or null. */
export function trusted(
  event: MessageEvent<unknown>,
  source: unknown,
  origins: readonly string[],
): Record<string, unknown> | null {
  if (!source || event.source !== source || !origins.includes(event.origin)) return null;
  const data = event.data;
  return isRecord(data) && data['calldocker'] === 1 && typeof data['type'] === 'string' ? data : null;
}

export function hostMessage(data: Record<string, unknown>): HostMessage | null {
  const { type, theme, told } = data;
  if (type === 'open' || type === 'close') return { type };
  if (type === 'told' && typeof told === 'string') return { type, told };
  return type === 'theme' && isTheme(theme) ? { type, theme } : null;
}

export function isStepMessage(data: Record<string, unknown>): data is StepMessage & Record<string, unknown> {
  const { type, step, brand, doors } = data;
  return (
    type === 'step' &&
    isRecord(step) &&
    isRecord(step['screen']) &&
    isRecord(step['wait']) &&
    isRecord(brand) &&
    Array.isArray(doors)
  );
}

export function isAnswerMessage(data: Record<string, unknown>): data is AnswerMessage & Record<string, unknown> {
  return data['type'] === 'answer' && typeof data['id'] === 'number';
}

const isTheme = (value: unknown): value is Theme => value === 'auto' || value === 'light' || value === 'dark';
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
