import type { Step } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { MediaSources } from '../content/media.js';
import { Sealer } from './sealer.js';
import { VisitorRows, type SessionKey } from './visitor-rows.js';

/** What a visitor is shown, as it is stored: JSON without the media, whose addresses expire. */
export interface Answer {
  /** `{"seq":8,"status":"active","screen":{...},"wait":{...}}` */
  json: string;
  seq: number;
  status: 'active' | 'ended';
  contentId: string | undefined;
  /** Seconds until it is answered in the visitor's stead. */
  seconds: number;
  /** Whether they run on while the page is hidden: it is the world that is waited for, not the visitor. */
  firm: boolean;
}

/** How long a content that cannot be played is not asked for again. */
const ABSENT_MS = 5_000;

/** Reads stored answers and writes them out as visitors receive them. */
@Injectable()
export class Answers {
  private readonly absent = new LRUCache<string, true>({ max: 5_000, ttl: ABSENT_MS });

  constructor(
    private readonly rows: VisitorRows,
    private readonly sealer: Sealer,
    private readonly media: MediaSources,
  ) {}

  /** What the sessions show now; undefined where there is none, or it has been erased. */
  async current(sessions: SessionKey[]): Promise<(Answer | undefined)[]> {
    const rows = await this.rows.current(sessions);
    return rows.map((row, at) => {
      const session = sessions[at];
      if (!session || !row?.data_key || !row.answer) return undefined;
      return this.open(session, row.data_key, row.answer).answer;
    });
  }

  /** `body` is what the answer was given to. */
  open(session: SessionKey, wrapped: Buffer, sealed: Buffer): { body: string; answer: Answer } {
    const { body, json } = readSealed(
      this.sealer.open(this.sealer.unwrap(wrapped, session.sessionId), sealed, 'answer'),
    );
    return { body, answer: shape(json, JSON.parse(json)) };
  }

  /** The visitor's step, whole: spliced, since the screen is JSON already. */
  async write({ companyId, sessionId }: SessionKey, { json, contentId }: Answer): Promise<string> {
    const media = contentId === undefined ? '{}' : await this.mediaOf(companyId, contentId);
    return `{"sessionId":"${sessionId}",${json.slice(1, -1)},"media":${media}}`;
  }

  private async mediaOf(companyId: string, contentId: string): Promise<string> {
    const key = `${companyId}:${contentId}`;
    if (this.absent.has(key)) return '{}';
    const sources = await this.media.cached(companyId, [contentId]);
    if (!sources[contentId]) this.absent.set(key, true);
    return JSON.stringify(sources);
  }
}

/** `1732406400000 7 {"type":"skip"}`, and the answer's JSON below. Without the time where an older release wrote it. */
export function readSealed(text: string): { at: number | undefined; body: string; json: string } {
  const cut = text.indexOf('\n');
  const head = text.slice(0, cut);
  const timed = /^(\d+) (?!\{)/.exec(head);
  return {
    at: timed ? Number(timed[1]) : undefined,
    body: timed ? head.slice(timed[0].length) : head,
    json: text.slice(cut + 1),
  };
}

type StoredAnswer = Pick<Step, 'screen' | 'wait'> & Pick<Answer, 'seq' | 'status'>;

export function answerOf(seq: number, { state, screen, wait }: Pick<Step, 'state' | 'screen' | 'wait'>): Answer {
  const stored: StoredAnswer = { seq, status: state.status, screen, wait };
  return shape(JSON.stringify(stored), stored);
}

/** Waits had no end in answers of the release before. */
function shape(json: string, { seq, status, screen, wait }: StoredAnswer): Answer {
  const { timeoutSeconds = 0, accepts } = wait;
  return { json, seq, status, contentId: contentOf(screen), seconds: timeoutSeconds, firm: accepts.includes('result') };
}

function contentOf(screen: Step['screen']): string | undefined {
  return 'contentId' in screen ? screen.contentId : undefined;
}
