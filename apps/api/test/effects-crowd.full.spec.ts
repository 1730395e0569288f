import { Effects, type EffectResult, type PendingEffect } from '../src/platform/effects.js';
import { EffectRunner } from '../src/sessions/effects/effect-runner.js';
import { Sealer } from '../src/sessions/sealer.js';
import { bootApi, type Harness } from './harness.js';
import { askedOf, comesToPass, shown, SUCCESS } from './request-flow.js';
import { givenWidget, TestVisitor } from './visitors.js';

let api: Harness;
let effects: Effects;
beforeAll(async () => {
  api = await bootApi({ OUTBOUND_ALLOW: '127.0.0.1' });
  effects = api.app.get(Effects);
});
afterAll(() => api.close());

describe('many effects', () => {
  /** Effects under way until the test lets them go. */
  class Gate {
    readonly waiting = new Map<PendingEffect, () => void>();
    most = 0;
    readonly order: string[] = [];

    readonly act = (effect: PendingEffect): Promise<EffectResult> =>
      new Promise((resolve) => {
        this.order.push(effect.companyId);
        this.waiting.set(effect, () => {
          this.waiting.delete(effect);
          resolve(SUCCESS);
        });
        this.most = Math.max(this.most, this.waiting.size);
      });

    of(companyId: string): number {
      return [...this.waiting.keys()].filter((effect) => effect.companyId === companyId).length;
    }

    release(): void {
      for (const go of [...this.waiting.values()]) go();
    }
  }

  /** `count` effects of one ended session of the company. */
  async function pending(type: string, count: number, companyId: string): Promise<void> {
    const visitor = await TestVisitor.at(api, await givenWidget(api, undefined, companyId));
    await visitor.answers({ type: 'leave' });
    const { rows } = await api.owner.query('select data_key from ivr_sessions where id = $1', [visitor.sessionId]);
    const sealer = api.app.get(Sealer);
    const key = sealer.unwrap(rows[0].data_key, visitor.sessionId);
    const payload = sealer.seal(key, JSON.stringify({ nodeId: 'x' }), 'effect');
    await api.owner.query(
      `insert into ivr_effects (company_id, session_id, id, type, payload)
       select $1, $2, n || '-' || $3, $3, $4 from generate_series(1, $5) n`,
      [companyId, visitor.sessionId, type, payload, count],
    );
  }

  it('are under way sixteen at a time, of every company some, and all come to an end', async () => {
    const gate = new Gate();
    effects.onOutside('slow', gate.act);
    const [large, small] = [await api.given.company(), await api.given.company()];
    await pending('slow', 60, large);
    const runner = api.app.get(EffectRunner);
    await runner.wake();
    await comesToPass(() => gate.waiting.size >= 12);
    expect(gate.of(large)).toBe(12);
    // Whoever comes later does not stand behind all of them.
    await pending('slow', 6, small);
    await runner.wake();
    await comesToPass(() => gate.waiting.size >= 16);
    expect([gate.of(large), gate.of(small)]).toEqual([12, 4]);
    // As room comes free, the one with fewer under way is served first.
    const drained = runner.drain();
    [...gate.waiting.values()].slice(0, 4).forEach((go) => go());
    await comesToPass(() => gate.order.length >= 20);
    expect(gate.of(small)).toBe(6);
    const releasing = setInterval(() => gate.release(), 5);
    await drained;
    clearInterval(releasing);
    expect([gate.order.length, gate.most]).toEqual([66, 16]);
  });

  it('are not held up by others that fail again and again', async () => {
    const gate = new Gate();
    effects.onOutside('later', gate.act);
    effects.onOutside('hopeless', () => Promise.reject(new Error('hopeless')));
    const company = await api.given.company();
    await pending('hopeless', 120, company);
    await pending('later', 3, company);
    const drained = api.app.get(EffectRunner).drain();
    const releasing = setInterval(() => gate.release(), 5);
    await drained;
    clearInterval(releasing);
    expect(gate.order).toHaveLength(3);
    await api.owner.query(`delete from ivr_effects where type = 'hopeless'`);
  });

  it('that are quick do not stand behind slow ones', async () => {
    const gate = new Gate();
    effects.onOutside('slower', gate.act);
    effects.on('quick', async () => SUCCESS);
    await pending('slower', 30, await api.given.company());
    await pending('slower', 30, await api.given.company());
    const runner = api.app.get(EffectRunner);
    await runner.wake();
    await comesToPass(() => gate.waiting.size === 16);
    const visitor = await askedOf(api, 'quick');
    await runner.wake();
    await comesToPass(async () => (await shown(visitor)) === 'It is fine.');
    expect(gate.waiting.size).toBe(16);
    const releasing = setInterval(() => gate.release(), 5);
    await runner.drain();
    clearInterval(releasing);
  });

  it('are each done by one of several workers', async () => {
    const done: string[] = [];
    const [first, second] = [await api.startWorker(), await api.startWorker()];
    for (const app of [api.app, first, second])
      app.get(Effects).onOutside('shared', async ({ id }) => {
        done.push(id);
        return SUCCESS;
      });
    await pending('shared', 100, await api.given.company());
    await Promise.all([api.app, first, second].map((app) => app.get(EffectRunner).drain()));
    expect([done.length, new Set(done).size]).toEqual([100, 100]);
    await Promise.all([first, second].map((app) => app.close()));
  });
});
