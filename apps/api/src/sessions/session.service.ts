import { Injectable } from '@nestjs/common';
import { Tokens, VISITOR_SECONDS } from '../auth/tokens.js';
import { Problem } from '../platform/problem.js';
import { Answers, type Answer } from './answers.js';
import { Dresses, type Dress } from './dress.js';
import type { SendInput } from './input.pipe.js';
import type { StepRequest } from './sealed-steps.js';
import { SessionStarts } from './session-starts.js';
import { CheckedSteps } from './checked-steps.js';
import type { StartSessionDto } from './visitor.dto.js';
import type { SessionKey } from './visitor-rows.js';

/** A visitor's session from its start to its end. Answers are JSON text: screens are stored as such. */
@Injectable()
export class SessionService {
  constructor(
    private readonly tokens: Tokens,
    private readonly starts: SessionStarts,
    private readonly steps: CheckedSteps,
    private readonly answers: Answers,
    private readonly dresses: Dresses,
  ) {}

  async start(dto: StartSessionDto, signal: boolean): Promise<string> {
    const { companyId, sessionId, answer, bundle, ...look } = await this.starts.begin(dto, signal);
    const dress = await this.dresses.for(companyId, bundle, look);
    return this.write({ companyId, sessionId }, dress, answer, true);
  }

  current(session: SessionKey): Promise<string> {
    return this.read(session, false);
  }

  /** The session as it stands, with a token of its own for the device that goes on with it. */
  resume(session: SessionKey): Promise<string> {
    return this.read(session, true);
  }

  /** Takes an input and answers the next step; refusals carry the step that stands. */
  async send(session: SessionKey, { inputId, seq, input }: SendInput): Promise<string> {
    const result = await this.steps.take({ ...session, inputId, seq, input });
    switch (result.kind) {
      case 'moved':
      case 'replayed':
        return this.answers.write(session, result.answer);
      case 'out-of-step':
        throw new Problem('session.out-of-step', await this.stepOf(session, result.answer));
      case 'ended':
        throw new Problem('session.ended', await this.stepOf(session, result.answer));
      case 'refused':
        throw new Problem(result.code, { ...result.extra, ...(await this.stepOf(session, result.answer)) });
      case 'reused':
        throw new Problem('session.input-reused');
      case 'missing':
        throw new Problem('not-found');
    }
  }

  /** Ends a session where it stands; one that has ended stays as it is. */
  async leave(session: SessionKey, reason?: string): Promise<void> {
    const request: StepRequest = { ...session, seq: null, inputId: null, input: { type: 'leave' } };
    const { kind } = await this.steps.take(reason === undefined ? request : { ...request, reason });
    if (kind === 'missing') throw new Problem('not-found');
  }

  private async stepOf(session: SessionKey, answer: Answer): Promise<{ step: unknown }> {
    return { step: JSON.parse(await this.answers.write(session, answer)) };
  }

  private async read(session: SessionKey, grant: boolean): Promise<string> {
    const [[answer], dress] = await Promise.all([this.answers.current([session]), this.dresses.of(session)]);
    if (!answer || !dress) throw new Problem('not-found');
    return this.write(session, dress, answer, grant);
  }

  private async write(session: SessionKey, dress: Dress, answer: Answer, grant: boolean): Promise<string> {
    const { mode, brand, privacy, languages, doors } = dress;
    const token = grant && { token: this.tokens.signVisitor(session), expiresIn: VISITOR_SECONDS };
    const head = JSON.stringify({ sessionId: session.sessionId, ...token, mode, brand, privacy, languages, doors });
    return `${head.slice(0, -1)},"step":${await this.answers.write(session, answer)}}`;
  }
}
