import { Injectable } from '@nestjs/common';
import type { CompanyCaller } from '../auth/access.js';
import { audit } from '../auth/audit.js';
import { Db, rows, type After } from '../platform/db.js';
import { Live } from '../platform/live.js';
import { log } from '../platform/log.js';
import { Problem } from '../platform/problem.js';
import type { FlowDto, ScheduleFlowDto } from './flow.dto.js';
import { lockFlow, readFlow } from './flow-rows.js';

/** Planned activations looked up at once. */
const BATCH = 100;

/** Which version visitors get: at once, or at a time to come. */
@Injectable()
export class ActivationService {
  constructor(
    private readonly db: Db,
    private readonly live: Live,
  ) {}

  /** Now. A plan that there was is dropped: whoever acts by hand knows better. */
  activate(caller: CompanyCaller, id: string, number?: number): Promise<FlowDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const flow = await lockFlow(em, id);
      if (flow.archived) throw new Problem('flow.archived');
      if (flow.latestVersion === null) throw new Problem('flow.not-published');
      const version = number ?? flow.latestVersion;
      const changed = await rows(
        em,
        `update ivr_flows f set live_version_id = v.id, scheduled_version_id = null, scheduled_at = null, updated_at = now()
         from ivr_flow_versions v where f.id = $1 and v.flow_id = f.id and v.number = $2 returning f.id`,
        [id, version],
      );
      if (changed.length === 0) throw new Problem('not-found');
      const dropped = flow.scheduled && {
        droppedVersion: String(flow.scheduled.version),
        droppedAt: flow.scheduled.at,
      };
      await audit(em, 'flow.activated', { ...caller, target: id, data: { version: String(version), ...dropped } });
      this.tell(after, caller.companyId, id);
      return readFlow(em, id);
    });
  }

  /** A plan stays: a flow may be off until it comes. */
  deactivate(caller: CompanyCaller, id: string): Promise<FlowDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      await lockFlow(em, id);
      await em.query(`update ivr_flows set live_version_id = null, updated_at = now() where id = $1`, [id]);
      await audit(em, 'flow.deactivated', { ...caller, target: id });
      this.tell(after, caller.companyId, id);
      return readFlow(em, id);
    });
  }

  schedule(caller: CompanyCaller, id: string, { version, at }: ScheduleFlowDto): Promise<FlowDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const flow = await lockFlow(em, id);
      if (flow.archived) throw new Problem('flow.archived');
      const [found] = await rows<{ id: string; in_time: boolean }>(
        em,
        `select id, $3::timestamptz > now() and $3::timestamptz <= now() + interval '1 year' as in_time
         from ivr_flow_versions where flow_id = $1 and number = $2`,
        [id, version, new Date(at)],
      );
      if (!found) throw new Problem('not-found');
      if (!found.in_time)
        throw new Problem('request.invalid', {
          errors: [{ field: 'at', message: 'at must be in the future, and within a year' }],
        });
      await em.query(
        `update ivr_flows set scheduled_version_id = $2, scheduled_at = $3, updated_at = now() where id = $1`,
        [id, found.id, new Date(at)],
      );
      const data = { version: String(version), at: new Date(at).toISOString() };
      await audit(em, 'flow.scheduled', { ...caller, target: id, data });
      this.tell(after, caller.companyId, id);
      return readFlow(em, id);
    });
  }

  unschedule(caller: CompanyCaller, id: string): Promise<FlowDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const { scheduled, ...flow } = await lockFlow(em, id);
      if (scheduled === null) return { ...flow, scheduled };
      await em.query(
        `update ivr_flows set scheduled_version_id = null, scheduled_at = null, updated_at = now() where id = $1`,
        [id],
      );
      const data = { version: String(scheduled.version), at: scheduled.at };
      await audit(em, 'flow.unscheduled', { ...caller, target: id, data });
      this.tell(after, caller.companyId, id);
      return readFlow(em, id);
    });
  }

  /** Carries out the plans whose time has come by the database's clock. Returns how many it did itself. */
  async carryOut(): Promise<number> {
    const due = await this.db.asSystem('planned activations of any company', (em) =>
      rows<{ company_id: string; id: string }>(
        em,
        `select company_id, id from ivr_flows where scheduled_at <= now() order by scheduled_at limit $1`,
        [BATCH],
      ),
    );
    let done = 0;
    for (const { company_id, id } of due) {
      try {
        if (await this.carryOutOne(company_id, id)) done++;
      } catch (err) {
        // The plan stands, and the next sweep tries again.
        log.warn({ err, flowId: id }, 'planned activation failed');
      }
    }
    return done;
  }

  private carryOutOne(companyId: string, id: string): Promise<boolean> {
    return this.db.inCompany(companyId, async (em, after) => {
      // Not the row when another worker has it, or somebody has changed the plan since.
      const [flow] = await rows<{ scheduled_at: Date; number: number }>(
        em,
        `select f.scheduled_at, v.number from ivr_flows f join ivr_flow_versions v on v.id = f.scheduled_version_id
         where f.id = $1 and f.scheduled_at <= now() for update of f skip locked`,
        [id],
      );
      if (!flow) return false;
      await em.query(
        `update ivr_flows set live_version_id = scheduled_version_id, scheduled_version_id = null, scheduled_at = null,
           updated_at = now() where id = $1`,
        [id],
      );
      const data = { version: String(flow.number), scheduledAt: flow.scheduled_at.toISOString() };
      await audit(em, 'flow.activated', { companyId, userId: null, target: id, data });
      this.tell(after, companyId, id);
      return true;
    });
  }

  private tell(after: After, companyId: string, id: string): void {
    after(() => this.live.ring('flows', companyId, { id }));
  }
}
