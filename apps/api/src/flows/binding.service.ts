import { hoursAt, validateSchedule, type Emergency, type Schedule } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { audit } from '../auth/audit.js';
import { Db, rows, type After } from '../platform/db.js';
import { Live } from '../platform/live.js';
import { Problem } from '../platform/problem.js';
import type { BindingDto, EmergencyDto, ScheduleBindingDto, ValueBindingDto } from './binding.dto.js';
import { isKeepable } from './definitions.js';
import { SecretBox } from './secret-box.js';
import { isInService, usesOfBinding, type Use } from './uses.js';

export type BindingKind = 'schedule' | 'value' | 'secret';

interface BindingRow {
  name: string;
  value: unknown;
  revision: number;
  updated_at: Date;
}

const NAME = /^[a-z][a-z0-9-]{0,63}$/;
/** Of one kind in a company: all of them are read when a session takes a step. */
const MOST = 200;
const PLURALS = { schedule: 'schedules', value: 'values', secret: 'secrets' } as const;

/** What a company's flows name and the company fills in: opening hours, values, secrets. A change counts at once. */
@Injectable()
export class BindingService {
  constructor(
    private readonly db: Db,
    private readonly live: Live,
    private readonly box: SecretBox,
  ) {}

  schedules(caller: CompanyCaller): Promise<ScheduleBindingDto[]> {
    return this.list(caller, 'schedule', scheduleOf);
  }

  values(caller: CompanyCaller): Promise<ValueBindingDto[]> {
    return this.list(caller, 'value', valueOf);
  }

  secrets(caller: CompanyCaller): Promise<BindingDto[]> {
    return this.list(caller, 'secret', bindingOf);
  }

  schedule(caller: CompanyCaller, name: string): Promise<ScheduleBindingDto> {
    return this.db.inCompany(caller.companyId, async (em) => scheduleOf(await load(em, 'schedule', name)));
  }

  value(caller: CompanyCaller, name: string): Promise<ValueBindingDto> {
    return this.db.inCompany(caller.companyId, async (em) => valueOf(await load(em, 'value', name)));
  }

  /** Flows that name it, drafts too. */
  uses(caller: CompanyCaller, kind: BindingKind, name: string): Promise<Use[]> {
    return this.db.inCompany(caller.companyId, async (em) => {
      await load(em, kind, name);
      return usesOfBinding(em, PLURALS[kind], name);
    });
  }

  /** An emergency that stands goes on: it is taken back by itself. */
  putSchedule(caller: CompanyCaller, name: string, revision: number, value: unknown): Promise<ScheduleBindingDto> {
    const schedule = takeSchedule(value);
    return this.put(caller, { kind: 'schedule', name, revision, value: schedule }, scheduleOf);
  }

  putValue(caller: CompanyCaller, name: string, revision: number, value: string): Promise<ValueBindingDto> {
    return this.put(caller, { kind: 'value', name, revision, value }, valueOf);
  }

  putSecret(caller: CompanyCaller, name: string, revision: number, value: string): Promise<BindingDto> {
    const sealed = this.box.seal(caller.companyId, name, value);
    return this.put(caller, { kind: 'secret', name, revision, sealed }, bindingOf);
  }

  /** Closes every flow that asks this schedule, from now on. */
  close(caller: CompanyCaller, name: string, { reason, until }: EmergencyDto): Promise<ScheduleBindingDto> {
    if (until !== undefined && Date.parse(until) <= Date.now()) throw invalid('until', 'until must be in the future');
    const emergency: Emergency = { reason, ...(until !== undefined && { until }) };
    return this.changeEmergency(caller, name, emergency);
  }

  reopen(caller: CompanyCaller, name: string): Promise<ScheduleBindingDto> {
    return this.changeEmergency(caller, name, null);
  }

  async remove(caller: CompanyCaller, kind: BindingKind, name: string): Promise<void> {
    await this.db.inCompany(caller.companyId, async (em, after) => {
      await load(em, kind, name, 'for update');
      const usedBy = await usesOfBinding(em, PLURALS[kind], name);
      if (usedBy.some(isInService)) throw new Problem('binding.in-use', { usedBy });
      await em.query(`delete from ivr_bindings where kind = $1 and name = $2`, [kind, name]);
      await audit(em, `${kind}.deleted`, { ...caller, target: name });
      this.tell(after, caller, kind, name);
    });
  }

  private list<T>(caller: CompanyCaller, kind: BindingKind, shape: (row: BindingRow) => T): Promise<T[]> {
    return this.db.inCompany(caller.companyId, async (em) => {
      const found = await rows<BindingRow>(
        em,
        `select name, value, revision, updated_at from ivr_bindings where kind = $1 order by name`,
        [kind],
      );
      return found.map(shape);
    });
  }

  private put<T>(caller: CompanyCaller, change: Change, shape: (row: BindingRow) => T): Promise<T> {
    const { kind, name } = change;
    if (!NAME.test(name))
      throw invalid('name', 'name must begin with a letter and have up to 64 letters a-z, digits and dashes');
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const row = change.revision === 0 ? await create(em, caller, change) : await replace(em, caller, change);
      if (!row) throw await changedElsewhere(em, kind, name);
      await audit(em, `${kind}.saved`, { ...caller, target: name, data: { revision: String(row.revision) } });
      this.tell(after, caller, kind, name);
      return shape(row);
    });
  }

  private changeEmergency(
    caller: CompanyCaller,
    name: string,
    emergency: Emergency | null,
  ): Promise<ScheduleBindingDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const { value } = await load(em, 'schedule', name, 'for update');
      const { emergency: _before, ...schedule } = value as Schedule;
      const [row] = await rows<BindingRow>(
        em,
        `update ivr_bindings set value = $2, revision = revision + 1, updated_at = now(),
           updated_by = (select id from users where id = $3)
         where kind = 'schedule' and name = $1 returning name, value, revision, updated_at`,
        [name, JSON.stringify(emergency ? { ...schedule, emergency } : schedule), caller.userId],
      );
      if (!row) throw new Problem('not-found');
      const data = emergency && { reason: emergency.reason, until: emergency.until ?? null };
      await audit(em, emergency ? 'schedule.closed' : 'schedule.reopened', {
        ...caller,
        target: name,
        ...(data && { data }),
      });
      this.tell(after, caller, 'schedule', name);
      return scheduleOf(row);
    });
  }

  private tell(after: After, caller: CompanyCaller, kind: BindingKind, name: string): void {
    after(() => this.live.ring('flows', caller.companyId, { binding: kind, name }));
  }
}

interface Change {
  kind: BindingKind;
  name: string;
  /** 0: there is none yet. */
  revision: number;
  value?: unknown;
  sealed?: Buffer;
}

async function load(em: EntityManager, kind: BindingKind, name: string, lock = ''): Promise<BindingRow> {
  const [row] = NAME.test(name)
    ? await rows<BindingRow>(
        em,
        `select name, value, revision, updated_at from ivr_bindings where kind = $1 and name = $2 ${lock}`,
        [kind, name],
      )
    : [];
  if (!row) throw new Problem('not-found');
  return row;
}

async function create(em: EntityManager, { companyId, userId }: CompanyCaller, change: Change) {
  // One new name of a kind at a time, so that the count is right.
  await em.query(`select pg_advisory_xact_lock(hashtextextended('ivr_bindings ' || $1, 0))`, [companyId]);
  const [{ count } = { count: 0 }] = await rows<{ count: number }>(
    em,
    `select count(*)::int as count from ivr_bindings where kind = $1 and name <> $2`,
    [change.kind, change.name],
  );
  if (count >= MOST) throw new Problem('binding.too-many', { limit: MOST });
  const [row] = await rows<BindingRow>(
    em,
    `insert into ivr_bindings (kind, name, value, sealed, updated_by)
     values ($1, $2, $3, $4, (select id from users where id = $5))
     on conflict do nothing returning name, value, revision, updated_at`,
    [...columnsOf(change), userId],
  );
  return row;
}

async function replace(em: EntityManager, { userId }: CompanyCaller, change: Change) {
  const [row] = await rows<BindingRow>(
    em,
    `update ivr_bindings
     set value = case when value ? 'emergency' and kind = 'schedule'
                 then jsonb_set($3::jsonb, '{emergency}', value->'emergency') else $3::jsonb end,
       sealed = $4, revision = revision + 1, updated_at = now(), updated_by = (select id from users where id = $5)
     where kind = $1 and name = $2 and revision = $6 returning name, value, revision, updated_at`,
    [...columnsOf(change), userId, change.revision],
  );
  return row;
}

const columnsOf = ({ kind, name, value, sealed }: Change): unknown[] => [
  kind,
  name,
  value === undefined ? null : JSON.stringify(value),
  sealed ?? null,
];

async function changedElsewhere(em: EntityManager, kind: BindingKind, name: string): Promise<Problem> {
  const { revision, updated_at } = await load(em, kind, name);
  return new Problem('binding.changed-elsewhere', { current: { revision, updatedAt: updated_at.toISOString() } });
}

/** A schedule that came from outside. Unknown fields are refused rather than kept. */
function takeSchedule(value: unknown): Schedule {
  const issues = validateSchedule(value);
  const errors = issues.map(({ field, message }) => ({
    field: ['schedule', field].filter(Boolean).join('.'),
    message,
  }));
  if (errors.length > 0) throw new Problem('request.invalid', { errors: errors.slice(0, 100) });
  const schedule = value as Schedule;
  if (schedule.emergency !== undefined)
    throw invalid('schedule.emergency', 'an emergency is declared at its own address');
  if (!isKeepable(schedule)) throw invalid('schedule', 'schedule must not have control characters');
  return schedule;
}

const invalid = (field: string, message: string): Problem =>
  new Problem('request.invalid', { errors: [{ field, message }] });

const bindingOf = ({ name, revision, updated_at }: BindingRow): BindingDto => ({
  name,
  revision,
  updatedAt: updated_at.toISOString(),
});

const valueOf = (row: BindingRow): ValueBindingDto => ({ ...bindingOf(row), value: String(row.value) });

function scheduleOf(row: BindingRow): ScheduleBindingDto {
  const whole = row.value as Schedule;
  const { emergency, ...schedule } = whole;
  return {
    ...bindingOf(row),
    schedule,
    emergency: emergency ?? null,
    now: hoursAt(whole, Date.now())?.answer ?? 'closed',
  };
}
