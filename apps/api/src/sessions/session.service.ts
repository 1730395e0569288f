import { Injectable } from '@nestjs/common';
import { Tokens, VISITOR_SECONDS } from '../auth/tokens.js';
import { Db, rows } from '../platform/db.js';
import { Problem } from '../platform/problem.js';
import { Answers, type Answer } from './answers.js';
import { brandOf, type Brand } from './bundles.js';
import type { SendInput } from './input.pipe.js';
import type { StepRequest } from './sealed-steps.js';
import { SessionStarts } from './session-starts.js';
import { SessionSteps } from './session-steps.js';
import type { StartSessionDto } from './visitor.dto.js';
import type { SessionKey } from './visitor-rows.js';

/** The dock's doors that this version serves. */
const DOORS = ['callback'] as const;

/** A visitor's session from its start to its end. Answers are JSON text: screens are stored as such. */
@Injectable()
export class SessionService {
  constructor(
    private readonly db: Db,
    private readonly tokens: Tokens,
    private readonly starts: SessionStarts,
    private readonly steps: SessionSteps,
    private readonly answers: Answers,
  ) {}

  async start(dto: StartSessionDto): Promise<string> {
    const { mode, brand, answer, ...session } = await this.starts.begin(dto);
    const token = this.tokens.signVisitor(session);
    return this.writeSession(session, mode, brand, answer, { token, expiresIn: VISITOR_SECONDS });
  }

  async current(session: SessionKey): Promise<string> {
    const [[answer], row] = await Promise.all([this.answers.current([session]), this.dressOf(session)]);
    if (!answer || !row) throw new Problem('not-found');
    return this.writeSession(session, row.mode, brandOf(row.brand ?? {}, row.company_name), answer);
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

  private async writeSession(
    session: SessionKey,
    mode: string,
    brand: Brand,
    answer: Answer,
    grant: { token: string; expiresIn: number } | undefined = undefined,
  ): Promise<string> {
    const head = JSON.stringify({ sessionId: session.sessionId, ...grant, mode, brand, doors: DOORS });
    return `${head.slice(0, -1)},"step":${await this.answers.write(session, answer)}}`;
  }

  private async dressOf(session: SessionKey): Promise<DressRow | undefined> {
    const [row] = await this.db.inCompany(session.companyId, (em) =>
      rows<DressRow>(
        em,
        `select s.mode, w.brand, c.name as company_name
         from ivr_sessions s join companies c on c.id = s.company_id
         left join widgets w on w.company_id = s.company_id and w.id = s.widget_id
         where s.id = $1`,
        [session.sessionId],
      ),
    );
    return row;
  }
}

interface DressRow {
  mode: string;
  brand: Partial<Brand> | null;
  company_name: string;
}
