import type { Agent } from '../api/types';
import { byStanding, holds, levelWords, reasonWords } from './board-words';

const level = (inTime: number | null) => ({ answered: 3, left: 1, inTime, meanWaitSeconds: null });
const agent = (name: string, standing: Agent['standing'], reason: string | null = null): Agent => ({
  userId: name,
  name,
  email: '',
  availability: 'ready',
  reason,
  since: '2026-11-28T00:00:00Z',
  standing,
  inHand: 0,
  chatLimit: 3,
  queueIds: [],
  skills: [],
  revision: 1,
});

describe('a service level', () => {
  it('is said with the time it is measured by, and not of nobody', () => {
    expect([levelWords(level(0.864), 30), levelWords(level(null), 30)]).toEqual(['86 % in 0:30', 'Nobody yet']);
  });

  it('holds from the wanted share on', () => {
    expect([0.79, 0.8, null].map((share) => holds(level(share), 80))).toEqual([false, true, undefined]);
  });
});

describe('agents', () => {
  it('who are at work stand before those who are away', () => {
    const all = [
      agent('Zoe', 'offline'),
      agent('Bo', 'ready'),
      agent('Ada', 'break'),
      agent('Al', 'serving'),
      agent('Abe', 'ready'),
    ];
    expect(all.sort(byStanding).map(({ name }) => name)).toEqual(['Al', 'Abe', 'Bo', 'Ada', 'Zoe']);
  });

  it('say why they are away, and only then', () => {
    const said = [agent('a', 'break', 'lunch'), agent('b', 'serving', 'lunch'), agent('c', 'offline', 'lost')];
    expect(said.map(reasonWords)).toEqual(['lunch', '', 'connection lost']);
  });
});
