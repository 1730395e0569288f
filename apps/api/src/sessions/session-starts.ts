import { start } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Brand } from '../flows/widgets/brands.js';
import { Db } from '../platform/db.js';
import { newId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { answerOf, type Answer } from './answers.js';
import { Arrivals } from './arrivals.js';
import { Bundles, environment, type PinnedBundle } from './bundles.js';
import { consentOf, isGiven, privacyOf, type Consent } from './consent.js';
import type { PrivacyDto } from './consent.dto.js';
import type { LiveWidget } from './live-widgets.js';
import { SealedSteps, type Opening } from './sealed-steps.js';
import { StepSignals } from './step-signals.js';
import { placeOf, triggerOf, withoutUsage } from './trigger.js';
import type { Move, SessionKey } from './visitor-rows.js';
import type { StartSessionDto } from './visitor.dto.js';

export interface StartedSession extends SessionKey {
  mode: 'video' | 'audio';
  brand: Brand;
  privacy: PrivacyDto;
  bundle: PinnedBundle;
  answer: Answer;
}

/** Begins sessions: the widget's live version, its first screen, their rows. */
@Injectable()
export class SessionStarts {
  constructor(
    private readonly db: Db,
    private readonly arrivals: Arrivals,
    private readonly bundles: Bundles,
    private readonly sealed: SealedSteps,
    private readonly signals: StepSignals,
  ) {}

  async begin(dto: StartSessionDto, signal: boolean): Promise<StartedSession> {
    const arrival = await this.arrivals.of(dto);
    const pinned = arrival && (await this.bundles.pin(arrival.widget.companyId, arrival.widget.versionId));
    if (!arrival || !pinned) throw new Problem('session.unavailable');
    const { widget, identity } = arrival;
    const { companyId } = widget;
    const { bundle, bundleId } = pinned;
    const session = { companyId, sessionId: newId() };
    const consent = consentOf(widget.analytics, dto.consent, signal);
    const trigger = triggerOf(isGiven(consent) ? dto : withoutUsage(dto), identity, companyId, bundle.definition);
    const bindings = await this.bundles.bindingsFor(companyId, bundle);
    const now = Date.now();
    const step = start(bundle, trigger, environment(now, session.sessionId, bindings));
    const { key, wrapped } = this.sealed.newKey(session.sessionId);
    const answer = answerOf(1, step, bundle);
    const request: Opening = { ...session, seq: 0, inputId: null, input: { type: 'start', trigger } };
    const move = this.sealed.seal({ request, seq: 0, now, bundle, step, answer }, key);
    const mode = dto.mode ?? widget.mode;
    await this.db.inCompany(companyId, async (em, after) => {
      await insertSession(em, move, {
        widget,
        bundleId,
        mode,
        wrapped,
        consent,
        pageUrl: isGiven(consent) ? placeOf(dto.pageUrl) : null,
      });
      after(() => this.signals.moved(move));
    });
    const privacy = privacyOf(widget.analytics, consent);
    return { ...session, mode, brand: widget.brand, privacy, bundle, answer };
  }
}

interface Row {
  widget: LiveWidget;
  bundleId: string | null;
  mode: string;
  wrapped: Buffer;
  pageUrl: string | null;
  consent: Consent | null;
}

async function insertSession(em: EntityManager, move: Move, row: Row): Promise<void> {
  const { widget, bundleId, mode, wrapped, pageUrl, consent } = row;
  await em.query(
    `insert into ivr_sessions
       (id, widget_id, flow_id, version_id, bundle_id, seq, status, outcome, mode, language, node_id, sealed, data_key,
        page_url, due_at, ended_at, erase_at, consent)
     values ($1, $2, $3, $4, $5, 1, $6, $7, $8, $9, $10, $11, $12, $13, now() + $14 * interval '1 second',
             case when $6 = 'ended' then now() end, now() + $15 * interval '24 hours', $16)`,
    [
      move.sessionId,
      widget.widgetId,
      widget.flowId,
      widget.versionId,
      bundleId,
      move.status,
      move.outcome,
      mode,
      move.language,
      move.nodeId,
      move.state,
      wrapped,
      pageUrl,
      move.dueIn,
      move.eraseIn,
      consent && JSON.stringify(consent),
    ],
  );
  const { interactions, effects } = move;
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
  if (effects.length > 0)
    await em.query(
      `insert into ivr_effects (session_id, id, type, payload)
       select $1, e.id, e.type, e.payload from unnest($2::text[], $3::text[], $4::bytea[]) as e (id, type, payload)`,
      [
        move.sessionId,
        effects.map(({ id }) => id),
        effects.map(({ type }) => type),
        effects.map(({ payload }) => payload),
      ],
    );
}
