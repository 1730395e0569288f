import { inLanes } from './lanes.mjs';

it('does no more at a time than it has lanes, and takes the next as one is free', async () => {
  const log = [];
  const job = (name) => {
    const end = Promise.withResolvers();
    return { end: end.resolve, run: () => (log.push(name), end.promise) };
  };
  const [slow, quick, next] = ['slow', 'quick', 'next'].map(job);
  const all = inLanes(2, [slow.run, quick.run, next.run]);
  expect(log).toEqual(['slow', 'quick']);
  quick.end();
  await new Promise((resolve) => setImmediate(resolve));
  expect(log).toEqual(['slow', 'quick', 'next']);
  slow.end();
  next.end();
  await all;
});
