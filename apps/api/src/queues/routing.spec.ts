import fc from 'fast-check';
import { assign, hasRoom, inOrder, levelWanted, mayServe, type FreeAgent, type Waiting } from './routing.js';

const NOW = 1_000_000;

const entry = (id: string, more: Partial<Waiting> = {}): Waiting => ({
  id,
  queueId: 'support',
  channel: 'visit',
  priority: 50,
  joinedAt: 0,
  ordinal: Number(id.replace(/\D/g, '')) || 0,
  skills: [],
  skillLevel: 1,
  relaxSeconds: null,
  stickyTo: null,
  reservedFor: null,
  refusedBy: new Set(),
  ...more,
});

const agent = (id: string, more: Partial<FreeAgent> = {}): FreeAgent => ({
  id,
  queues: new Set(['support']),
  skills: new Map(),
  load: { offers: 0, visits: 0, chats: 0 },
  chatLimit: 3,
  idleSince: 0,
  ...more,
});

const pairs = (waiting: Waiting[], agents: FreeAgent[]): string[] =>
  assign(waiting, agents, NOW)
    .map(({ entryId, agentId }) => `${entryId} ${agentId}`)
    .sort();

describe('who is offered to whom', () => {
  it('goes by priority, then by age, over all queues of an agent', () => {
    const waiting = [
      entry('e1', { joinedAt: 20 }),
      entry('e2', { joinedAt: 10, queueId: 'sales' }),
      entry('e3', { joinedAt: 30, priority: 90 }),
    ];
    const all = agent('a1', { queues: new Set(['support', 'sales']) });
    expect(pairs(waiting, [all])).toEqual(['e3 a1']);
    expect(pairs(waiting.slice(0, 2), [all])).toEqual(['e2 a1']);
  });

  it('gives a visitor to another agent when only this one could take the next', () => {
    const dutch = agent('a1', { skills: new Map([['dutch', 3]]) });
    const plain = agent('a2', { idleSince: 5 });
    expect(pairs([entry('e1'), entry('e2', { skills: ['dutch'], ordinal: 2 })], [dutch, plain])).toEqual([
      'e1 a2',
      'e2 a1',
    ]);
  });

  it('goes to the one who knows the person, else to whoever has been idle longest', () => {
    const agents = [agent('a1', { idleSince: 10 }), agent('a2', { idleSince: 20 })];
    expect(pairs([entry('e1')], agents)).toEqual(['e1 a1']);
    expect(pairs([entry('e1', { stickyTo: 'a2' })], agents)).toEqual(['e1 a2']);
  });

  it('keeps those who were handed over to someone for that one, of whatever queue', () => {
    const handed = entry('e1', { reservedFor: 'a2' });
    expect(pairs([handed], [agent('a1')])).toEqual([]);
    expect(pairs([handed], [agent('a1'), agent('a2', { queues: new Set() })])).toEqual(['e1 a2']);
  });

  it('asks nobody again who has just declined', () => {
    expect(pairs([entry('e1', { refusedBy: new Set(['a1']) })], [agent('a1')])).toEqual([]);
  });
});

describe('skills', () => {
  it('are wanted less with time, until anybody will do', () => {
    const wanted = entry('e1', { skills: ['dutch'], skillLevel: 3, relaxSeconds: 60 });
    expect([0, 59, 60, 120, 180, 9_999].map((seconds) => levelWanted(wanted, seconds * 1000))).toEqual([
      3, 3, 2, 1, 0, 0,
    ]);
    const some = agent('a1', { skills: new Map([['dutch', 1]]) });
    expect([119, 120].map((seconds) => mayServe(some, wanted, seconds * 1000))).toEqual([false, true]);
    expect([179, 180].map((seconds) => mayServe(agent('a2'), wanted, seconds * 1000))).toEqual([false, true]);
  });

  it('that never relax are wanted for ever', () => {
    expect(levelWanted(entry('e1', { skillLevel: 2 }), 1e12)).toBe(2);
  });
});

describe('an agent has room', () => {
  it.each([
    [{ offers: 0, visits: 0, chats: 0 }, true, true],
    [{ offers: 1, visits: 0, chats: 0 }, false, false],
    [{ offers: 0, visits: 1, chats: 0 }, false, false],
    [{ offers: 0, visits: 0, chats: 2 }, false, true],
    [{ offers: 0, visits: 0, chats: 3 }, false, false],
  ])('with %j: for a visit %s, for a chat %s', (load, visit, chat) => {
    const of = { load, chatLimit: 3 };
    expect([hasRoom(of, 'visit'), hasRoom(of, 'callback'), hasRoom(of, 'chat')]).toEqual([visit, visit, chat]);
  });
});

const names = (letter: string, count: number) =>
  fc.constantFrom(...Array.from({ length: count }, (_, n) => letter + n));
const someSkills = fc.uniqueArray(fc.constantFrom('dutch', 'bikes', 'bills'), { maxLength: 2 });

const anyWaiting = fc
  .array(
    fc.record({
      queueId: names('q', 2),
      channel: fc.constantFrom('visit' as const, 'chat' as const, 'callback' as const),
      priority: fc.constantFrom(10, 50, 90),
      joinedAt: fc.nat(5).map((tens) => tens * 10_000),
      skills: someSkills,
      skillLevel: fc.integer({ min: 1, max: 3 }),
      relaxSeconds: fc.constantFrom(null, 400),
      stickyTo: fc.option(names('a', 5)),
      reservedFor: fc.option(names('a', 5), { freq: 8 }),
      refusedBy: fc.uniqueArray(names('a', 5), { maxLength: 1 }).map((ids) => new Set(ids)),
    }),
    { maxLength: 12 },
  )
  .map((all) => all.map((more, n) => entry(`e${n}`, more)));

const anyAgents = fc
  .array(
    fc.record({
      queues: fc.uniqueArray(names('q', 2)).map((ids) => new Set(ids)),
      skills: fc
        .array(fc.tuple(fc.constantFrom('dutch', 'bikes', 'bills'), fc.integer({ min: 1, max: 5 })))
        .map((all) => new Map(all)),
      load: fc.record({ offers: fc.nat(1), visits: fc.nat(1), chats: fc.nat(3) }),
      idleSince: fc.nat(3),
    }),
    { maxLength: 5 },
  )
  .map((all) => all.map((more, n) => agent(`a${n}`, more)));

describe('whatever waits and whoever is there', () => {
  const runs = { numRuns: process.env['CALLDOCKER_FULL'] ? 20_000 : 1_000 };

  it('nobody is offered twice, nor to anyone who may not serve them or has no room', () => {
    fc.assert(
      fc.property(anyWaiting, anyAgents, (waiting, agents) => {
        const offers = assign(waiting, agents, NOW);
        expect(new Set(offers.map(({ entryId }) => entryId)).size).toBe(offers.length);
        expect(new Set(offers.map(({ agentId }) => agentId)).size).toBe(offers.length);
        for (const { entryId, agentId } of offers) {
          const [who, whom] = [agents.find(({ id }) => id === agentId), waiting.find(({ id }) => id === entryId)];
          expect(who && whom && mayServe(who, whom, NOW)).toBe(true);
        }
      }),
      runs,
    );
  });

  it('nobody is passed over for someone behind them whom the same agent serves', () => {
    fc.assert(
      fc.property(anyWaiting, anyAgents, (waiting, agents) => {
        const offers = assign(waiting, agents, NOW);
        const given = new Map(offers.map(({ entryId, agentId }) => [entryId, agentId]));
        for (const left of waiting.filter(({ id }) => !given.has(id)))
          for (const who of agents.filter((each) => mayServe(each, left, NOW))) {
            const got = waiting.find(({ id }) => given.get(id) === who.id);
            expect(got !== undefined && inOrder(got, left) < 0).toBe(true);
          }
      }),
      runs,
    );
  });

  it('as many are offered as could be by any choice', () => {
    fc.assert(
      fc.property(anyWaiting, anyAgents, (waiting, agents) => {
        expect(assign(waiting, agents, NOW)).toHaveLength(most(waiting, agents));
      }),
      runs,
    );
  });

  it('the order in which they are read makes no difference', () => {
    fc.assert(
      fc.property(anyWaiting, anyAgents, (waiting, agents) => {
        expect(pairs([...waiting].reverse(), agents)).toEqual(pairs(waiting, agents));
      }),
      runs,
    );
  });
});

/** By trying all: the largest number of agents that can be given somebody. */
function most(waiting: Waiting[], [first, ...agents]: FreeAgent[]): number {
  if (!first) return 0;
  const without = most(waiting, agents);
  const fitting = waiting.filter((each) => mayServe(first, each, NOW));
  return fitting.reduce(
    (best, each) =>
      Math.max(
        best,
        1 +
          most(
            waiting.filter((other) => other !== each),
            agents,
          ),
      ),
    without,
  );
}
