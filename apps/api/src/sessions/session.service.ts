import { start } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Tokens, VISITOR_SECONDS } from '../auth/tokens.js';
import { Db, rows } from '../platform/db.js';
import { newId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { answerOf, Answers, type Answer } from './answers.js';
import { brandOf, Bundles, type Brand, type LiveWidget } from './bundles.js';
import type { SendInput } from './input.pipe.js';
import { Sealer } from './sealer.js';
import { SessionSteps, type StepRequest } from './session-steps.js';
import { StepSignals } from './step-signals.js';
import type { StartSessionDto } from './visitor.dto.js';
import type { Move, SessionKey } from './visitor-rows.js';

/** The dock's doors that this version serves. */
const DOORS = ['callback'] as const;

/** A visitor's session from its start to its end. Answers are JSON text: screens are stored as such. */
@Injectable()
export class SessionService {
  constructor(
    private readonly db: Db,
    private readonly tokens: Tokens,
    private readonly bundles: Bundles,
    private readonly sealer: Sealer,
    private readonly steps: SessionSteps,
    private readonly answers: Answers,
    private readonly signals: StepSignals,
  ) {}

  async start(dto: StartSessionDto): Promise<string> {
    const widget = await this.bundles.widget(dto.widgetKey);
    const bundle = widget && (await this.bundles.load(widget.companyId, widget.versionId));
    if (!widget || !bundle) throw new Problem('session.unavailable');
    const session = { companyId: widget.companyId, sessionId: newId() };
    const first = start(
      bundle,
      { languages: dto.languages ?? [], ...(dto.attributes && { variables: dto.attributes }) },
      { now: Date.now(), seed: session.sessionId },
    );
    const { key, wrapped } = this.sealer.newKey(session.sessionId);
    const answer = answerOf(1, first);
    const opening: StepRequest = { ...session, seq: 0, inputId: null, input: { type: 'continue' } };
    const move = this.steps.moveOf(opening, 0, first, key, answer);
    const mode = dto.mode ?? widget.mode;
    await this.db.inCompany(widget.companyId, async (em, after) => {
      await insertSession(em, move, { widget, mode, wrapped, pageUrl: pageOf(dto.pageUrl) });
      after(() => this.signals.moved(move));
    });
    const token = this.tokens.signVisitor(session);
    return this.writeSession(session, mode, widget.brand, answer, { token, expiresIn: VISITOR_SECONDS });
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

interface Opening {
  widget: LiveWidget;
  mode: string;
  wrapped: Buffer;
  pageUrl: string | null;
}

async function insertSession(em: EntityManager, move: Move, opening: Opening): Promise<void> {
  const { widget, mode, wrapped, pageUrl } = opening;
  await em.query(
    `insert into ivr_sessions
       (id, widget_id, flow_id, version_id, seq, status, outcome, mode, language, node_id, sealed, data_key, page_url, ended_at)
     values ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9, $10, $11, $12, case when $5 = 'ended' then now() end)`,
    [
      move.sessionId,
      widget.widgetId,
      widget.flowId,
      widget.versionId,
      move.status,
      move.outcome,
      mode,
      move.language,
      move.nodeId,
      move.state,
      wrapped,
      pageUrl,
    ],
  );
  const { interactions } = move;
  await em.query(
    `insert into ivr_interactions (session_id, seq, n, type, node_id, exit, to_node, data, answer)
     select $1, 1, r.ord - 1, r.type, r.node_id, r.exit, r.to_node, r.data::jsonb, case when r.ord = 1 then $7::bytea end
     from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
       with ordinality as r (type, node_id, exit, to_node, data, ord)`,
    [
      move.sessionId,
      interactions.map(({ type }) => type),
      interactions.map(({ nodeId }) => nodeId),
      interactions.map(({ exit }) => exit),
      interactions.map(({ to }) => to),
      interactions.map(({ data }) => JSON.stringify(data)),
      move.answer,
    ],
  );
}

/** A page's query may name its visitor, so only its place is kept. */
function pageOf(url: string | undefined): string | null {
  if (url === undefined || !URL.canParse(url)) return null;
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
