import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Effects } from '../../platform/effects.js';
import { grouped } from '../../platform/group.js';
import { log } from '../../platform/log.js';
import { EffectClaims, type EffectClaim } from './effect-claims.js';
import { EffectWork } from './effect-work.js';

/** How many effects are under way at a time, and how many of one company. Quick work never stands behind slow. */
const LANES = [
  { outside: false, slots: 4, share: 4 },
  { outside: true, slots: 16, share: 12 },
];
/** How many of those that are handed over together are taken up at a time. */
const GATHERED = 2_000;
const ASSERT_MS = 5_000;
/** Longer than any handler may take: the longest request with all its tries, and some. */
const ACT_MS = 180_000;
/** How long a process that is told to stop waits for what is under way. */
const DRAIN_MS = 15_000;

interface UnderWay {
  stop: AbortController;
  done: Promise<void>;
}

class Lane {
  readonly underWay = new Map<EffectClaim, UnderWay>();
  looking: Promise<void> | undefined;
  /** Something may have come since the last look. */
  again = false;

  constructor(
    readonly outside: boolean,
    readonly slots: number,
    readonly share: number,
  ) {}
}

/** Does what sessions asked for: takes up effects while there is room, and asserts its claims while they are under way. */
@Injectable()
export class EffectRunner implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly lanes = LANES.map(({ outside, slots, share }) => new Lane(outside, slots, share));
  private readonly pulse = setInterval(() => void this.assertClaims(), ASSERT_MS).unref();
  private open = (): void => undefined;
  /** When every room has said which effects it serves: before, each would look like one that nobody serves. */
  private readonly ready = new Promise<void>((resolve) => (this.open = resolve));
  private stopping = false;
  private gathering: Promise<void> | undefined;
  private gatherAgain = false;

  constructor(
    private readonly claims: EffectClaims,
    private readonly work: EffectWork,
    private readonly effects: Effects,
  ) {}

  onApplicationBootstrap(): void {
    this.open();
  }

  /** Takes up what is due and there is room for; the rest is taken up as room comes free. */
  async wake(): Promise<void> {
    await this.ready;
    await Promise.all([this.gather(), ...this.lanes.map((lane) => this.fill(lane))]);
  }

  /** Works until nothing is due any more. */
  async drain(): Promise<void> {
    for (;;) {
      await this.wake();
      const underWay = this.underWay().map(({ done }) => done);
      if (underWay.length === 0) return;
      await Promise.race(underWay);
    }
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    const impatience = setTimeout(() => {
      for (const { stop } of this.underWay()) stop.abort(new Error('The process stops'));
    }, DRAIN_MS);
    await this.gathering?.catch(() => undefined);
    await Promise.allSettled(this.lanes.map(({ looking }) => looking ?? Promise.resolve()));
    await Promise.all(this.underWay().map(({ done }) => done));
    clearTimeout(impatience);
    clearInterval(this.pulse);
  }

  /** One batch after the other, of whole companies: who comes meanwhile is in the next. */
  private gather(): Promise<void> {
    this.gatherAgain = true;
    this.gathering ??= this.gatherAll().finally(() => (this.gathering = undefined));
    return this.gathering;
  }

  private async gatherAll(): Promise<void> {
    // So that `gathering` is set before it is cleared.
    await Promise.resolve();
    while (this.gatherAgain && !this.stopping) {
      this.gatherAgain = false;
      const types = this.effects.gatheredTypes();
      if (types.length === 0) return;
      const claimed = await this.claims.next({
        types,
        others: false,
        free: GATHERED,
        share: GATHERED,
        underWay: new Map(),
      });
      if (claimed.length > 0) this.gatherAgain = true;
      const batches = grouped(claimed, ({ companyId, type }) => `${companyId} ${type}`);
      for (const batch of batches.values())
        await this.work.carryOutTogether(batch, AbortSignal.timeout(ACT_MS)).catch((err: unknown) =>
          // The database is away: the claims run out, and the effects are taken up again.
          log.warn({ err, effects: batch.length }, 'effects left behind'),
        );
    }
  }

  private fill(lane: Lane): Promise<void> {
    lane.again = true;
    lane.looking ??= this.look(lane);
    return lane.looking;
  }

  private async look(lane: Lane): Promise<void> {
    // So that `looking` is set before it is cleared.
    await Promise.resolve();
    try {
      while (lane.again && !this.stopping && lane.underWay.size < lane.slots) {
        lane.again = false;
        const claimed = await this.claims.next({
          types: lane.outside
            ? this.effects.outsideTypes()
            : [...this.effects.outsideTypes(), ...this.effects.gatheredTypes()],
          others: !lane.outside,
          free: lane.slots - lane.underWay.size,
          share: lane.share,
          underWay: byCompany(lane.underWay.keys()),
        });
        for (const claim of claimed) this.start(lane, claim);
      }
    } finally {
      lane.looking = undefined;
    }
  }

  private start(lane: Lane, claim: EffectClaim): void {
    const stop = new AbortController();
    const limit = setTimeout(() => stop.abort(new Error('An effect took too long')), ACT_MS);
    const done = this.work
      .carryOut(claim, stop.signal)
      // The database is away: the claim runs out, and the effect is taken up again.
      .catch((err: unknown) => log.warn({ err, effect: claim.id }, 'effect left behind'))
      .then(() => {
        clearTimeout(limit);
        lane.underWay.delete(claim);
        return this.fill(lane);
      })
      .catch((err: unknown) => log.warn({ err }, 'effects: no look, the database is away'));
    lane.underWay.set(claim, { stop, done });
  }

  /**
   * A worker that was frozen learns that others have gone on without it. Work inside the database holds its row instead,
   * and would keep us waiting.
   */
  private async assertClaims(): Promise<void> {
    const underWay = new Map(this.lanes.filter(({ outside }) => outside).flatMap((lane) => [...lane.underWay]));
    if (underWay.size === 0) return;
    try {
      const held = await this.claims.assert([...underWay.keys()]);
      for (const [claim, { stop }] of underWay) if (!held.has(claim)) stop.abort(new Error('The claim ran out'));
    } catch (err) {
      log.warn({ err }, 'effects: claims not asserted, the database is away');
    }
  }

  private underWay(): UnderWay[] {
    return this.lanes.flatMap((lane) => [...lane.underWay.values()]);
  }
}

function byCompany(claims: Iterable<EffectClaim>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { companyId } of claims) counts.set(companyId, (counts.get(companyId) ?? 0) + 1);
  return counts;
}
