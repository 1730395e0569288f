/** @jest-environment node */
import { isChangeable, standingWords } from './callback-words';

const callback: Parameters<typeof standingWords>[0] = {
  stage: 'waiting',
  status: 'requested',
  place: 3,
  agent: null,
  slotAt: null,
  nextTryAt: null,
  attempts: 0,
  result: null,
  queueId: 'support',
};

test.each([
  [{}, 'Number 3 in line'],
  [{ agent: 'Mira' }, 'Offered to Mira'],
  [{ place: null, queueId: null }, 'Nobody’s yet: there is no queue'],
  [{ stage: 'calling' as const, agent: 'Mira' }, 'Mira is calling'],
  [{ stage: 'failed' as const, status: 'failed' as const, attempts: 3 }, 'No answer after 3 tries'],
  [{ stage: 'failed' as const, attempts: 1, result: 'wrong-number' as const }, 'Wrong number after 1 try'],
  [{ stage: 'failed' as const, status: 'refused' as const }, 'The number may not be called'],
  [{ stage: 'called' as const, attempts: 2 }, 'Reached after 2 tries'],
])('a callback that is %j stands so: %s', (change, words) => {
  expect(standingWords({ ...callback, ...change })).toBe(words);
});

test('a callback that somebody makes, or that is done with, is not changed', () => {
  expect(
    (['booked', 'waiting', 'again', 'calling', 'called', 'failed', 'cancelled'] as const).filter((stage) =>
      isChangeable({ stage }),
    ),
  ).toEqual(['booked', 'waiting', 'again']);
});
