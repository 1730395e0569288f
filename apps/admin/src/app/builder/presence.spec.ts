/** @jest-environment node */
import { Presence, type Said, firstNamesOf, namesOf } from './presence';

describe('Presence', () => {
  let clock: number;
  let said: [string, Said][];
  let presence: Presence;

  beforeEach(() => {
    jest.useFakeTimers();
    clock = 0;
    said = [];
    presence = new Presence(
      async (flowId, one) => void said.push([flowId, one]),
      () => clock,
    );
  });
  afterEach(() => {
    presence.leave();
    jest.useRealTimers();
  });

  const pass = (ms: number): void => {
    clock += ms;
    jest.advanceTimersByTime(ms);
  };
  const ada = { flowId: 'door', tab: 'a', name: 'Ada', colour: 1, nodeId: 'welcome', gone: false };
  const grace = { ...ada, tab: 'g', name: 'Grace', nodeId: null };

  it('says that one is here again and again, and that one leaves', () => {
    presence.open('door');
    pass(60_000);
    presence.leave();
    pass(60_000);
    expect(said.map(([flowId, { gone }]) => [flowId, gone])).toEqual([
      ...Array.from({ length: 4 }, () => ['door', undefined]),
      ['door', true],
    ]);
  });

  it('says which node one has chosen, once one stays with it', () => {
    presence.open('door');
    for (const id of ['a', 'b', 'c']) presence.select(id);
    pass(1_000);
    presence.select(null);
    pass(1_000);
    expect(said.map(([, { nodeId }]) => nodeId)).toEqual([undefined, 'c', undefined]);
  });

  it('knows who is on which node, in this flow, other than itself', () => {
    presence.open('door');
    presence.hear(ada);
    presence.hear(grace);
    presence.hear({ ...ada, flowId: 'another', tab: 'x' });
    presence.hear({ ...ada, tab: said[0]![1].tab });
    expect(presence.people().map(({ name }) => name)).toEqual(['Ada', 'Grace']);
    expect(presence.on('welcome').map(({ name }) => name)).toEqual(['Ada']);
    presence.hear({ ...ada, nodeId: 'menu' });
    expect(presence.on('welcome')).toEqual([]);
    presence.hear({ ...ada, gone: true });
    expect(presence.people().map(({ name }) => name)).toEqual(['Grace']);
  });

  it('greets who has just come, once however many they are', () => {
    presence.open('door');
    presence.hear(ada);
    presence.hear(grace);
    presence.hear(ada);
    pass(1_000);
    expect(said).toHaveLength(2);
  });

  it('takes who says nothing any more for gone', () => {
    presence.open('door');
    presence.hear(ada);
    pass(50_000);
    presence.hear(grace);
    pass(50_000);
    expect(presence.people().map(({ name }) => name)).toEqual(['Grace']);
  });
});

it('names people as they are few or many', () => {
  const one = (name: string) => ({ flowId: 'door', tab: name, name, colour: 0, nodeId: null });
  expect(namesOf([one('Ada')])).toBe('Ada');
  expect(namesOf([one('Ada'), one('Grace'), { ...one('Ada'), tab: 'x' }])).toBe('Ada and Grace');
  expect(namesOf([one('Ada'), one('Grace'), one('Joan')])).toBe('Ada and 2 more');
  expect(firstNamesOf([one('Ada Lovelace'), one('Ada Byron'), one('Grace Hopper')])).toBe('Ada and Grace');
});
