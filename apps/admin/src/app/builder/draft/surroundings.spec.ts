/** @jest-environment node */
import { type Definition, emptyDefinition, kinds } from '@calldocker/flow-engine';
import { type CallableFlow, Surroundings, type SurroundingsDoor } from './surroundings';

const flow = (key: string, liveVersion: number | null = 1, latestVersion: number | null = 1): CallableFlow => ({
  id: `id-${key}`,
  key,
  name: key,
  liveVersion,
  latestVersion,
});

const calling = (key: string, version: number | 'active' = 'active'): Definition => ({
  ...emptyDefinition(),
  nodes: { call: { ...kinds.subflow.create('en'), flow: key, version } },
});

function company(flows: CallableFlow[], versions: Record<string, Definition> = {}) {
  const asked: string[] = [];
  const door: SurroundingsDoor = {
    listSchedules: async () => ({
      items: [
        {
          name: 'office',
          schedule: { timeZone: 'Europe/Berlin', week: [[], [], [], [], [], [], []], holidays: [] },
          emergency: { reason: 'Water damage' },
        },
      ],
    }),
    listValues: async () => ({ items: [{ name: 'shop', value: 'https://shop.example' }] }),
    listSecrets: async () => ({ items: [{ name: 'shop-key' }] }),
    listQueues: async ({ cursor }) =>
      cursor
        ? { items: [{ name: 'sales', title: 'Sales' }], nextCursor: null }
        : { items: [{ name: 'support', title: 'Workshop' }], nextCursor: 'next' },
    listFlows: async ({ cursor }) => {
      const at = Number(cursor ?? 0);
      return { items: flows.slice(at, at + 1), nextCursor: at + 1 < flows.length ? String(at + 1) : null };
    },
    getVersion: async (id, number) => {
      asked.push(`${id} ${number}`);
      return { definition: versions[`${id} ${number}`] ?? emptyDefinition() };
    },
  };
  return { surroundings: new Surroundings(door), asked };
}

describe('Surroundings', () => {
  it('says nothing before it knows what there is', async () => {
    const { surroundings } = company([]);
    expect(surroundings.facts()).toEqual({});
    await surroundings.load();
    expect(surroundings.facts()).toMatchObject({
      schedules: ['office'],
      values: ['shop'],
      secrets: ['shop-key'],
      queues: ['support', 'sales'],
    });
  });

  it('gives the engine a schedule together with the emergency that closes it', async () => {
    const { surroundings } = company([]);
    await surroundings.load();
    expect(surroundings.bindings().schedules?.['office']).toMatchObject({
      timeZone: 'Europe/Berlin',
      emergency: { reason: 'Water damage' },
    });
  });

  it('fetches the flows that a draft calls and those that they call, each once', async () => {
    const { surroundings, asked } = company([flow('a', 2, 3), flow('b')], {
      'id-a 2': calling('b'),
      'id-b 1': calling('a'),
    });
    await surroundings.load();
    await surroundings.follow(calling('a'));
    await surroundings.follow(calling('a'));
    expect(Object.keys(surroundings.subflows())).toEqual(['a@active', 'b@active']);
    expect(surroundings.subflows()['a@active']?.flowId).toBe('id-a');
    expect(asked).toEqual(['id-a 2', 'id-b 1']);
  });

  it('leaves out what is not there, not live, or not published so far', async () => {
    const { surroundings, asked } = company([flow('off', null, 4), flow('new', null, null)]);
    await surroundings.load();
    for (const draft of [calling('gone'), calling('off'), calling('off', 5), calling('new')]) {
      await surroundings.follow(draft);
    }
    expect(surroundings.facts().subflows).toEqual({});
    await surroundings.follow(calling('off', 4));
    expect(Object.keys(surroundings.facts().subflows ?? {})).toEqual(['off@4']);
    expect(asked).toEqual(['id-off 4']);
  });

  it('says nothing of a flow that is on its way', async () => {
    const { surroundings } = company([flow('a')]);
    await surroundings.load();
    const arriving = surroundings.follow(calling('a'));
    expect(surroundings.facts().subflows).toBeUndefined();
    await arriving;
    expect(surroundings.facts().subflows).toHaveProperty(['a@active']);
  });

  it('looks again after the flows have changed', async () => {
    const flows = [flow('a', 1, 2)];
    const { surroundings, asked } = company(flows);
    await surroundings.follow(calling('a'));
    await surroundings.load();
    flows[0] = flow('a', 2, 2);
    await surroundings.loadFlows();
    expect(asked).toEqual(['id-a 1', 'id-a 2']);
  });
});
