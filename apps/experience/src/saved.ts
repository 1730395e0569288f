import { CONSENT_TEXT } from './consent.js';
import type { ConsentAnswer, Mode } from './wire.js';

/**
 * Where a visit is kept so that a reload goes on where it was: the tab first, then the browser. Storage may be blocked
 * (private windows, third-party frames); then the visit simply lives as long as the page.
 */
export interface SavedVisit {
  sessionId: string;
  token: string;
  /** Epoch milliseconds. */
  expiresAt: number;
  /** How the visitor has chosen to go on. */
  mode?: Mode;
}

export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export class Saved {
  private readonly key: string;
  private readonly consentKey: string;

  constructor(
    widgetKey: string,
    private readonly tab: Shelf | null,
    private readonly browser: Shelf | null,
    /** Who it is, where the host page says: nobody goes on with somebody else's visit. */
    subject: string | null = null,
  ) {
    const whose = [widgetKey, ...(subject === null ? [] : [subject])];
    this.key = ['calldocker.visit', ...whose].join('.');
    this.consentKey = ['calldocker.consent', ...whose].join('.');
  }

  read(now = Date.now()): SavedVisit | null {
    for (const shelf of [this.tab, this.browser]) {
      const visit = parse(attempt(() => shelf?.getItem(this.key)));
      if (visit && visit.expiresAt > now) return visit;
    }
    return null;
  }

  write(visit: SavedVisit): void {
    const text = JSON.stringify(visit);
    for (const shelf of [this.tab, this.browser]) attempt(() => shelf?.setItem(this.key, text));
  }

  /** Another tab's visit, gone on with here, is this tab's too. */
  adopt(visit: SavedVisit): void {
    attempt(() => this.tab?.setItem(this.key, JSON.stringify(visit)));
  }

  /** An ended visit stays readable in its tab, but the next tab begins a new one. */
  ended(): void {
    attempt(() => this.browser?.removeItem(this.key));
  }

  /** What was answered about usage data; null also when the question was another one. */
  consent(): ConsentAnswer | null {
    const [answer, text] = attempt(() => this.browser?.getItem(this.consentKey))?.split(' ') ?? [];
    if ((answer !== 'given' && answer !== 'refused') || text !== CONSENT_TEXT) return null;
    return { answer, text };
  }

  keepConsent({ answer, text }: ConsentAnswer): void {
    attempt(() => this.browser?.setItem(this.consentKey, `${answer} ${text}`));
  }

  clear(): void {
    for (const shelf of [this.tab, this.browser]) attempt(() => shelf?.removeItem(this.key));
  }
}

/** Reading `window.localStorage` itself throws where storage is blocked. */
export function shelf(pick: () => Storage): Shelf | null {
  return attempt(pick) ?? null;
}

const MODES: readonly Mode[] = ['video', 'audio', 'text'];

function parse(text: string | null | undefined): SavedVisit | null {
  const value: unknown = attempt(() => JSON.parse(text ?? 'null'));
  if (typeof value !== 'object' || value === null) return null;
  if (!('sessionId' in value) || !('token' in value) || !('expiresAt' in value)) return null;
  const { sessionId, token, expiresAt } = value;
  if (typeof sessionId !== 'string' || typeof token !== 'string' || typeof expiresAt !== 'number') return null;
  const mode = 'mode' in value && MODES.find((each) => each === value.mode);
  return { sessionId, token, expiresAt, ...(mode && { mode }) };
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
