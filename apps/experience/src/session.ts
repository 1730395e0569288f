import { type Answer, Unreachable, VisitorApi } from './api.js';
import { Backoff } from './backoff.js';
import { CONSENT_TEXT, isSignalled } from './consent.js';
import { Live } from './live.js';
import { failureOf, refusal } from './refusals.js';
import type { SavedVisit, Saved } from './saved.js';
import { strings } from './strings.js';
import { type Access, type Failure, opening, OWN_REPORTS, Visit } from './visit.js';
import type {
  CallbackOptions,
  ConsentAnswer,
  FoundArticle,
  Handover,
  Input,
  InputBody,
  Mode,
  Problem,
  StartedSession,
  StartSession,
  VisitorSession,
  VisitorStep,
} from './wire.js';

/** A visit run by the server. Nothing typed or tapped is lost: an answer is sent with one id until it is taken. */
export class Session extends Visit {
  readonly preview = false;
  private visit: SavedVisit | null = null;
  private live: Live | null = null;
  private queued: { input: Input; nodeId: string } | null = null;
  /** The screen that the answer on its way is about. */
  private answered = -1;
  /** Answered here, and not yet taken by the server. */
  private unsaid: ConsentAnswer | null = null;
  private readonly backoff = new Backoff();
  /** Ends of the links by which this page has taken the visit over. */
  private readonly links = new Set<string>();

  constructor(
    private readonly api: VisitorApi,
    private readonly saved: Saved,
    private readonly trigger: () => StartSession,
    private handover: string | null = null,
  ) {
    super();
  }

  get access(): Access | null {
    return this.visit && { url: this.api.sessionUrl(this.visit.sessionId), token: this.visit.token };
  }

  async open(): Promise<void> {
    this.change({ ...opening, connection: this.view.connection });
    try {
      if (this.handover) return await this.takeOver(this.handover);
      const saved = this.saved.read();
      const resumed = saved && (await this.resume(saved));
      if (!resumed) await this.begin();
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.fail({ title: strings.failedTitle, detail: strings.failedDetail, remedy: 'open' });
    }
  }

  async restart(): Promise<void> {
    this.close();
    this.saved.clear();
    await this.open();
  }

  async send(input: Input): Promise<void> {
    const { visit } = this;
    const { step, sending } = this.view;
    // While an answer is on its way a second tap does nothing, and what the screen does not wait for is not sent at all.
    if (!visit || !step || step.status === 'ended' || !step.wait.accepts.includes(input.type)) return;
    if (sending) return this.queue(input, sending, step);
    this.answered = step.seq;
    this.change({ sending: input, notice: null });
    const answer = await this.insist({ inputId: uuid(), seq: step.seq, input });
    if (this.visit !== visit) return;
    this.change({ sending: null, connection: 'up' });
    if (answer.ok) this.take(answer.body);
    else await this.refused(answer.problem);
    await this.sendQueued();
  }

  async refresh(): Promise<void> {
    if (!this.visit) return;
    const answer = await this.api.get(this.visit.sessionId, this.visit.token);
    if (answer.ok) this.take(answer.body.step, true);
  }

  async findArticles(words: string, tags: readonly string[]): Promise<FoundArticle[] | null> {
    const found = await this.ask(({ sessionId, token }) => this.api.articles(sessionId, token, words, tags));
    return found?.items ?? null;
  }

  callbackOptions(): Promise<CallbackOptions | null> {
    return this.ask(({ sessionId, token }) => this.api.callbackOptions(sessionId, token));
  }

  override handOver(): Promise<Handover | null> {
    return this.ask(({ sessionId, token }) => this.api.handOver(sessionId, token));
  }

  /** By a link of its own, so that the other device hears of it. */
  override async takeBack(): Promise<void> {
    const link = await this.handOver();
    if (link) {
      this.links.add(endOf(link.code));
      await this.api.resume(link.code).catch(() => undefined);
    }
    this.change({ elsewhere: false });
    await this.refresh().catch(() => undefined);
  }

  async leave(): Promise<void> {
    if (!this.visit) return;
    if (this.view.step?.wait.accepts.includes('leave')) return this.send({ type: 'leave' });
    const { sessionId, token } = this.visit;
    this.close();
    this.saved.clear();
    this.fail({ title: strings.leftTitle, detail: strings.leftDetail, remedy: 'restart' });
    await this.api.end(sessionId, token).catch(() => undefined);
  }

  override prefer(mode: Mode): void {
    if (this.visit) {
      this.visit.mode = mode;
      this.saved.write(this.visit);
    }
    super.prefer(mode);
  }

  override answerConsent(answer: ConsentAnswer['answer']): void {
    const { privacy } = this.view;
    if (!privacy) return;
    this.unsaid = { answer, text: CONSENT_TEXT };
    this.saved.keepConsent(this.unsaid);
    this.change({ privacy: { ...privacy, answer } });
    void this.sayConsent();
  }

  /** Said again when the server is back, and anyway with the next visit. */
  private async sayConsent(): Promise<void> {
    const said = this.unsaid;
    if (!said) return;
    const { pageUrl } = this.trigger();
    const body = { ...said, ...(pageUrl && { pageUrl }) };
    const privacy = await this.ask(({ sessionId, token }) => this.api.answerConsent(sessionId, token, body));
    if (!privacy || this.unsaid !== said) return;
    this.unsaid = null;
    this.change({ privacy });
  }

  /** The browser says whether there is a network at all; the rest is found out by trying. */
  network(online: boolean): void {
    if (!online) return this.change({ connection: 'offline' });
    this.change({ connection: this.view.sending ? 'unreachable' : 'up' });
    this.backoff.hurry();
    this.live?.hurry();
  }

  close(): void {
    this.live?.stop();
    this.live = null;
    this.visit = null;
    this.queued = null;
  }

  private async resume(saved: SavedVisit): Promise<boolean> {
    const answer = await this.api.get(saved.sessionId, saved.token);
    if (answer.ok) this.saved.adopt(saved);
    else this.saved.clear();
    if (answer.ok) this.enter(saved, answer.body);
    return answer.ok;
  }

  private async begin(): Promise<void> {
    const consent = this.unsaid ?? this.saved.consent();
    const { identity, ...start } = { ...this.trigger(), ...(consent && { consent }) };
    let answer = await this.api.start(identity ? { ...start, identity } : start);
    if (!answer.ok && answer.problem.code.startsWith('identity.')) {
      // Met all the same, as somebody unknown; the host page hears that its word was not taken.
      this.tell('refused', answer.problem.code);
      answer = await this.api.start(start);
    }
    if (!answer.ok) return this.fail(failureOf(answer.problem));
    this.hold(answer.body);
  }

  /** Goes on with what was begun on another device. The link works once; whoever comes back to it has the visit saved. */
  private async takeOver(token: string): Promise<void> {
    this.links.add(endOf(token));
    const answer = await this.api.resume(token);
    this.handover = null;
    if (answer.ok) return this.hold(answer.body);
    const saved = this.saved.read();
    if (saved && (await this.resume(saved))) return;
    this.fail({ title: strings.resumeTitle, detail: strings.resumeDetail, remedy: 'restart' });
  }

  private hold(started: StartedSession): void {
    const { sessionId, token, expiresIn } = started;
    const expiresAt = Date.now() + expiresIn * 1000;
    const visit: SavedVisit = { sessionId, token, expiresAt, ...(this.wish && { mode: this.wish }) };
    this.saved.write(visit);
    this.enter(visit, started);
  }

  private enter(visit: SavedVisit, { brand, privacy: told, doors, languages, mode, step }: VisitorSession): void {
    this.visit = visit;
    this.wish = visit.mode ?? this.wish;
    this.fallen = null;
    const privacy = { ...told, signalled: told.signalled || isSignalled(navigator) };
    this.change({ phase: 'open', brand, privacy, doors, languages, mode, connection: 'up', elsewhere: false });
    this.take(step);
    if (step.status === 'ended') return;
    this.live = new Live({
      url: this.api.eventsUrl(visit.sessionId),
      token: visit.token,
      onStep: (next) => this.take(next),
      onNews: (topic, data) => (topic === 'elsewhere' ? this.giveAway(data) : this.tell(topic, data)),
      onBack: () => {
        void this.refresh().catch(() => undefined);
        void this.sayConsent();
        this.tell('return', null);
      },
      onGone: () => this.gone(),
    });
  }

  /** Told to every page of the visit: the one that did it knows its own link. */
  private giveAway(data: unknown): void {
    const { link } = data as { link: string };
    if (!this.links.has(link)) this.change({ elsewhere: true });
  }

  /** What is asked beside the steps; null when it is refused, or out of reach. */
  private async ask<T>(call: (visit: SavedVisit) => Promise<Answer<T>>): Promise<T | null> {
    if (!this.visit) return null;
    try {
      const answer = await call(this.visit);
      return answer.ok ? answer.body : null;
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      return null;
    }
  }

  /**
   * The page itself reports that a prompt ended or time ran out, and a screen may come by the live channel before the answer
   * does: who taps at that moment must not tap again.
   */
  private queue(input: Input, sending: Input, { screen, seq }: VisitorStep): void {
    const another = seq > this.answered || OWN_REPORTS.has(sending.type);
    if (another && !OWN_REPORTS.has(input.type)) this.queued ??= { input, nodeId: screen.nodeId };
  }

  private async sendQueued(): Promise<void> {
    const { queued } = this;
    this.queued = null;
    // The answer belongs to its question: if another one stands there now, it is void.
    if (queued && this.view.step?.screen.nodeId === queued.nodeId) await this.send(queued.input);
  }

  /** Sends until there is an answer about this very input. The id stays the same, so it counts once. */
  private async insist(body: InputBody): Promise<Answer<VisitorStep>> {
    this.backoff.reset();
    for (let failures = 0; ; failures += 1) {
      const { visit } = this;
      if (!visit) return { ok: false, problem: { status: 0, code: 'left' } };
      let pause: number | null = null;
      try {
        const answer = await this.api.input(visit.sessionId, visit.token, body);
        // A fault of the server's own may pass; after a few tries the visitor should know.
        if (answer.ok || answer.problem.status < 500 || failures >= 3) return answer;
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        pause = error.retryAfterSeconds;
      }
      // One hiccup heals unseen; only a lasting break is worth a banner.
      if (failures > 0 || !online()) this.change({ connection: online() ? 'unreachable' : 'offline' });
      await this.backoff.wait(pause);
    }
  }

  private async refused(problem: Problem): Promise<void> {
    if (problem.status === 401 || problem.status === 404) return this.gone();
    if (problem.step) this.take(problem.step, true);
    // Somebody else moved the visit on (a timer, another tab): the new screen says it all.
    if (problem.code === 'session.out-of-step') return;
    if (problem.code === 'session.input-reused') return this.refresh().catch(() => undefined);
    this.change({ notice: refusal(problem) ?? strings.refused });
  }

  private take(step: VisitorStep, again = false): void {
    const current = this.view.step;
    const behind = current !== null && (again ? step.seq < current.seq : step.seq <= current.seq);
    if (!this.visit || behind || step.sessionId !== this.visit.sessionId) return;
    const place = current?.screen.nodeId === step.screen.nodeId ? this.view.place : null;
    this.change({ step, place, notice: current?.seq === step.seq ? this.view.notice : null });
    if (step.status !== 'ended') return;
    this.live?.stop();
    this.live = null;
    this.saved.ended();
  }

  private gone(): void {
    this.close();
    this.saved.clear();
    this.fail({ title: strings.goneTitle, detail: strings.goneDetail, remedy: 'restart' });
  }

  private fail(failure: Failure): void {
    this.change({ phase: 'failed', failure, sending: null });
  }
}

/** As the event names a link that has been used. */
const endOf = (code: string): string => code.slice(-8);

function online(): boolean {
  return typeof navigator === 'undefined' || navigator.onLine !== false;
}

/** `crypto.randomUUID` exists on https and localhost only, and a company may try CallDocker on plain http first. */
export function uuid(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
