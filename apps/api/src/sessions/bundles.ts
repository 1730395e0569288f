import {
  migrate,
  referencesOf,
  type Bindings,
  type Bundle,
  type Definition,
  type Environment,
  type Subflow,
} from '@calldocker/flow-engine';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { EntityManager } from 'typeorm';
import { Bindings as CompanyBindings } from '../flows/bindings.js';
import { callsIn, resolveSubflows } from '../flows/subflows.js';
import { sha256 } from '../platform/config.js';
import { Db, rows } from '../platform/db.js';
import { newId } from '../platform/ids.js';
import { Live } from '../platform/live.js';

/** What a session runs, as its row names it. */
export interface Pin {
  version_id: string;
  /** Null when no subflows were pinned. */
  bundle_id: string | null;
}

/** A published version, with the revisions of content that it was published with, by content id. */
export interface PinnedVersion extends Subflow {
  media: Record<string, number>;
}

export interface PinnedBundle extends PinnedVersion {
  subflows?: Record<string, PinnedVersion>;
}

export interface Pinned {
  bundle: PinnedBundle;
  bundleId: string | null;
}

/** How long a lost bell may leave new sessions on a subflow's version of before. */
const PIN_MS = 10_000;

/**
 * What sessions run. The versions that a flow and its subflows have at the moment are bound together when a session begins
 * and kept as a row, so that nothing published, activated or archived later reaches a session under way. Versions and
 * bundles never change: they stay in memory for good.
 */
@Injectable()
export class Bundles implements OnModuleInit, OnModuleDestroy {
  private readonly bundles = new LRUCache<string, PinnedBundle>({ max: 300 });
  private readonly versions = new LRUCache<string, PinnedVersion>({ max: 600 });
  private readonly pins = new LRUCache<string, Pinned>({ max: 300, ttl: PIN_MS });
  private readonly bound = new WeakMap<Bundle, boolean>();
  private readonly loading = new Map<string, Promise<PinnedBundle | undefined>>();
  private readonly pinning = new Map<string, Promise<Pinned | undefined>>();
  /** Grows with each bell. */
  private era = 0;
  private deafen?: () => void;

  constructor(
    private readonly db: Db,
    private readonly live: Live,
    private readonly company: CompanyBindings,
  ) {}

  onModuleInit(): void {
    this.deafen = this.live.listen(null, ['flows'], () => {
      this.era++;
      this.pins.clear();
      this.pinning.clear();
    });
  }

  onModuleDestroy(): void {
    this.deafen?.();
  }

  /** At once when it is at hand; else undefined, and `load` fetches it. */
  at({ version_id, bundle_id }: Pin): PinnedBundle | undefined {
    return this.bundles.get(bundle_id ?? version_id);
  }

  /** Undefined when that company has no such version. Those who ask together share one query. */
  load(companyId: string, pin: Pin): Promise<PinnedBundle | undefined> {
    const held = this.at(pin);
    if (held) return Promise.resolve(held);
    const id = pin.bundle_id ?? pin.version_id;
    return shared(this.loading, id, async () => {
      const bundle = await this.db.inCompany(companyId, (em) => this.fetch(em, pin));
      if (bundle) this.bundles.set(id, bundle);
      return bundle;
    });
  }

  /** What a session that begins now on this version is to run until its end. */
  pin(companyId: string, versionId: string): Promise<Pinned | undefined> {
    const held = this.pins.get(versionId);
    if (held) return Promise.resolve(held);
    return shared(this.pinning, versionId, async () => {
      const { era } = this;
      const pinned = await this.db.inCompany(companyId, (em) => this.bind(em, versionId));
      if (pinned) this.bundles.set(pinned.bundleId ?? versionId, pinned.bundle);
      // A bell that rang meanwhile may tell of what was read before it: that is good for those who asked, and no more.
      if (pinned && era === this.era) this.pins.set(versionId, pinned);
      return pinned;
    });
  }

  /** What the company keeps outside its flows, as it stands now; undefined for flows that name nothing of it. */
  bindingsFor(companyId: string, bundle: Bundle): Promise<Bindings> | undefined {
    let bound = this.bound.get(bundle);
    if (bound === undefined) {
      bound = definitionsOf(bundle).some((definition) => {
        const { schedules, values } = referencesOf(definition);
        return schedules.length + values.length > 0;
      });
      this.bound.set(bundle, bound);
    }
    return bound ? this.company.bindingsOf(companyId) : undefined;
  }

  private async bind(em: EntityManager, versionId: string): Promise<Pinned | undefined> {
    const own = (await this.fetchVersions(em, [versionId])).get(versionId);
    if (!own) return undefined;
    const found = callsIn(own.definition).length === 0 ? {} : await resolveSubflows(em, own.definition);
    const aliases = Object.keys(found).sort();
    if (aliases.length === 0) return { bundle: own, bundleId: null };
    const pinned = Object.fromEntries(Object.entries(found).map(([alias, { versionId: id }]) => [alias, id]));
    const subflows = within(pinned, await this.fetchVersions(em, Object.values(pinned)));
    const hash = sha256(JSON.stringify(aliases.map((alias) => [alias, pinned[alias]]))).toString('hex');
    return { bundle: { ...own, subflows }, bundleId: await keep(em, versionId, pinned, hash) };
  }

  private async fetch(em: EntityManager, { version_id, bundle_id }: Pin): Promise<PinnedBundle | undefined> {
    if (bundle_id === null) return (await this.fetchVersions(em, [version_id])).get(version_id);
    const [row] = await rows<{ subflows: Record<string, string> }>(
      em,
      `select subflows from ivr_bundles where id = $1 and version_id = $2`,
      [bundle_id, version_id],
    );
    if (!row) return undefined;
    const versions = await this.fetchVersions(em, [version_id, ...Object.values(row.subflows)]);
    const own = versions.get(version_id);
    if (!own) return undefined;
    return { ...own, subflows: within(row.subflows, versions) };
  }

  private async fetchVersions(em: EntityManager, ids: string[]): Promise<Map<string, PinnedVersion>> {
    const found = new Map<string, PinnedVersion>();
    for (const id of ids) {
      const held = this.versions.get(id);
      if (held) found.set(id, held);
    }
    if (found.size === new Set(ids).size) return found;
    const fetched = await rows<{ id: string; flow_id: string; definition: unknown; media: Record<string, number> }>(
      em,
      `select v.id, v.flow_id, v.definition,
              coalesce((select jsonb_object_agg(m.content_id, m.revision) from ivr_version_media m where m.version_id = v.id), '{}') as media
         from ivr_flow_versions v where v.id = any($1)`,
      [ids.filter((id) => !found.has(id))],
    );
    for (const { id, flow_id, definition, media } of fetched) {
      const version = { flowId: flow_id, definition: migrate(definition), media };
      this.versions.set(id, version);
      found.set(id, version);
    }
    return found;
  }
}

/** The engine's surroundings: a session's randomness is a hash of its id. */
export function environment(now: number, sessionId: string, bindings: Bindings | undefined): Environment {
  return bindings ? { now, seed: sessionId, bindings } : { now, seed: sessionId };
}

export function definitionsOf({ definition, subflows = {} }: Bundle): Definition[] {
  return [definition, ...Object.values(subflows).map((subflow) => subflow.definition)];
}

/** What a node belongs to: the session's own flow, or a subflow by its alias. */
export function versionAt<Version extends Subflow>(
  bundle: Version & { subflows?: Record<string, Version> },
  flow: string | null | undefined,
): Version | undefined {
  if (flow === null || flow === undefined) return bundle;
  const { subflows } = bundle;
  return subflows && Object.hasOwn(subflows, flow) ? subflows[flow] : undefined;
}

export const definitionAt = (bundle: Bundle, flow: string | null | undefined): Definition | undefined =>
  versionAt<Subflow>(bundle, flow)?.definition;

/** Subflows by alias, of the versions that were found. */
function within(
  pinned: Record<string, string>,
  versions: ReadonlyMap<string, PinnedVersion>,
): Record<string, PinnedVersion> {
  return Object.fromEntries(
    Object.entries(pinned).flatMap(([alias, id]) => {
      const version = versions.get(id);
      return version ? [[alias, version]] : [];
    }),
  );
}

/** Sessions that begin on the same versions share a row. */
async function keep(
  em: EntityManager,
  versionId: string,
  subflows: Record<string, string>,
  hash: string,
): Promise<string> {
  await em.query(
    `insert into ivr_bundles (id, version_id, subflows, hash) values ($1, $2, $3, $4)
     on conflict (company_id, version_id, hash) do nothing`,
    [newId(), versionId, JSON.stringify(subflows), hash],
  );
  const [row] = await rows<{ id: string }>(em, `select id from ivr_bundles where version_id = $1 and hash = $2`, [
    versionId,
    hash,
  ]);
  if (!row) throw new Error('A bundle was not kept');
  return row.id;
}

/** Those who ask for the same thing while it is fetched get the same answer. */
function shared<T>(under: Map<string, Promise<T>>, id: string, fetch: () => Promise<T>): Promise<T> {
  const held = under.get(id);
  if (held) return held;
  const fetching = fetch().finally(() => {
    if (under.get(id) === fetching) under.delete(id);
  });
  under.set(id, fetching);
  return fetching;
}
