import { start } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Db } from '../platform/db.js';
import { newId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { answerOf, type Answer } from './answers.js';
import { Bundles, type Brand, type LiveWidget } from './bundles.js';
import { SealedSteps, type StepRequest } from './sealed-steps.js';
import { StepSignals } from './step-signals.js';
import type { StartSessionDto } from './visitor.dto.js';
import type { Move, SessionKey } from './visitor-rows.js';

export interface StartedSession extends SessionKey {
  mode: 'video' | 'audio';
  brand: Brand;
  answer: Answer;
}

/** Begins sessions: the widget's live version, its first screen, their rows. */
@Injectable()
export class SessionStarts {
  constructor(
    private readonly db: Db,
    private readonly bundles: Bundles,
    private readonly sealed: SealedSteps,
    private readonly signals: StepSignals,
  ) {}

  async begin(dto: StartSessionDto): Promise<StartedSession> {
    const widget = await this.bundles.widget(dto.widgetKey);
    const bundle = widget && (await this.bundles.load(widget.companyId, widget.versionId));
    if (!widget || !bundle) throw new Problem('session.unavailable');
    const session = { companyId: widget.companyId, sessionId: newId() };
    const first = start(
      bundle,
      { languages: dto.languages ?? [], ...(dto.attributes && { variables: dto.attributes }) },
      { now: Date.now(), seed: session.sessionId },
    );
    const { key, wrapped } = this.sealed.newKey(session.sessionId);
    const answer = answerOf(1, first);
    const opening: StepRequest = { ...session, seq: 0, inputId: null, input: { type: 'continue' } };
    const move = this.sealed.seal(opening, 0, first, key, answer);
    const mode = dto.mode ?? widget.mode;
    await this.db.inCompany(widget.companyId, async (em, after) => {
      await insertSession(em, move, { widget, mode, wrapped, pageUrl: pageOf(dto.pageUrl) });
      after(() => this.signals.moved(move));
    });
    return { ...session, mode, brand: widget.brand, answer };
  }
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
       (id, widget_id, flow_id, version_id, seq, status, outcome, mode, language, node_id, sealed, data_key, page_url, due_at,
        ended_at)
     values ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9, $10, $11, $12, $13, case when $5 = 'ended' then now() end)`,
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
      move.dueAt,
    ],
  );
  const { interactions } = move;
  await em.query(
    `insert into ivr_interactions (session_id, seq, n, type, flow, node_id, exit, to_node, data, answer)
     select $1, 1, r.ord - 1, r.type, r.flow, r.node_id, r.exit, r.to_node, r.data::jsonb,
            case when r.ord = 1 then $8::bytea end
     from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
       with ordinality as r (type, flow, node_id, exit, to_node, data, ord)`,
    [
      move.sessionId,
      interactions.map(({ type }) => type),
      interactions.map(({ flow }) => flow),
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
