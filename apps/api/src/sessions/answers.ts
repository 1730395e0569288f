import { contentAhead, type Step } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { MediaSources, type Clips, type MediaSource } from '../content/delivery/media.js';
import { versionAt, type PinnedBundle, type PinnedVersion } from './bundles.js';
import { Sealer } from './sealer.js';
import { VisitorRows, type SessionKey } from './visitor-rows.js';

/** What a visitor is shown, as it is stored: JSON without the media, whose addresses expire. */
export interface Answer {
  /** `{"seq":8,"status":"active","screen":{...},"wait":{...}}` */
  json: string;
  seq: number;
  status: 'active' | 'ended';
  /** What is shown, and what may be next, with the revisions that the version was published with. */
  clips: Clips;
  /** Seconds until it is answered in the visitor's stead. */
  seconds: number;
  /** Whether they run on while the page is hidden: it is the world that is waited for, not the visitor. */
  firm: boolean;
}

/** How long a content that cannot be played is not asked for again. */
const ABSENT_MS = 5_000;
const NO_CLIPS: Clips = {};

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
    const { body, json, clips } = readSealed(
      this.sealer.open(this.sealer.unwrap(wrapped, session.sessionId), sealed, 'answer'),
    );
    return { body, answer: shape(json, JSON.parse(json), clips) };
  }

  /** The visitor's step, whole: spliced, since the screen is JSON already. */
  async write({ companyId, sessionId }: SessionKey, { json, clips }: Answer): Promise<string> {
    const media = clips === NO_CLIPS ? '{}' : JSON.stringify(await this.mediaOf(companyId, clips));
    return `{"sessionId":"${sessionId}",${json.slice(1, -1)},"media":${media}}`;
  }

  private async mediaOf(companyId: string, clips: Clips): Promise<Record<string, MediaSource>> {
    const wanted = Object.entries(clips).filter(([id]) => !this.absent.has(`${companyId}:${id}`));
    if (wanted.length === 0) return {};
    const sources = await this.media.cached(companyId, Object.fromEntries(wanted));
    for (const [id] of wanted) if (!sources[id]) this.absent.set(`${companyId}:${id}`, true);
    return sources;
  }
}

/**
 * `1732406400000 7 {"type":"skip"}`, the answer's JSON below, and its clips below that. Without the time, or without the
 * clips, where an older release wrote it.
 */
export function readSealed(text: string): { at: number | undefined; body: string; json: string; clips?: Clips } {
  const [head = '', json = '', clips] = text.split('\n');
  const timed = /^(\d+) (?!\{)/.exec(head);
  return {
    at: timed ? Number(timed[1]) : undefined,
    body: timed ? head.slice(timed[0].length) : head,
    json,
    ...(clips && { clips: JSON.parse(clips) as Clips }),
  };
}

/** What `readSealed` reads. */
export const writeSealed = (at: number, body: string, { json, clips }: Answer): string =>
  clips === NO_CLIPS ? `${at} ${body}\n${json}` : `${at} ${body}\n${json}\n${JSON.stringify(clips)}`;

type StoredAnswer = Pick<Step, 'screen' | 'wait'> & Pick<Answer, 'seq' | 'status'>;

export function answerOf(
  seq: number,
  { state, screen, wait }: Pick<Step, 'state' | 'screen' | 'wait'>,
  bundle: PinnedBundle,
): Answer {
  const stored: StoredAnswer = { seq, status: state.status, screen, wait };
  return shape(JSON.stringify(stored), stored, clipsOf(bundle, state, screen));
}

/** Waits had no end in answers of the release before. */
function shape(json: string, { seq, status, screen, wait }: StoredAnswer, clips?: Clips): Answer {
  const { timeoutSeconds = 0, accepts } = wait;
  const shown = contentOf(screen);
  return {
    json,
    seq,
    status,
    clips: clips ?? (shown === undefined ? NO_CLIPS : { [shown]: null }),
    seconds: timeoutSeconds,
    firm: accepts.includes('result'),
  };
}

/** First what is shown, so that a page finds what to fetch ahead behind it. */
function clipsOf(bundle: PinnedBundle, { flow, nodeId, status }: Step['state'], screen: Step['screen']): Clips {
  const version = versionAt<PinnedVersion>(bundle, flow);
  const shown = contentOf(screen);
  const ahead = version && status === 'active' ? aheadOf(version, nodeId, screen.language) : [];
  const beneath = screen.background?.contentId;
  const ids = [shown, ...ahead, beneath].filter((id) => id !== undefined);
  if (ids.length === 0) return NO_CLIPS;
  // What sounds beneath may be of the flow that called this one.
  const pinned = (id: string) => version?.media[id] ?? (id === beneath ? bundle.media[id] : null) ?? null;
  return Object.fromEntries(ids.map((id) => [id, pinned(id)]));
}

const walked = new WeakMap<PinnedVersion, Map<string, string[]>>();

/** Versions never change, so each place in one is walked from once. */
function aheadOf(version: PinnedVersion, nodeId: string, language: string): string[] {
  const places = walked.get(version) ?? new Map<string, string[]>();
  walked.set(version, places);
  const place = `${language} ${nodeId}`;
  const ahead = places.get(place) ?? contentAhead(version.definition, nodeId, language);
  places.set(place, ahead);
  return ahead;
}

function contentOf(screen: Step['screen']): string | undefined {
  return 'contentId' in screen ? screen.contentId : undefined;
}
