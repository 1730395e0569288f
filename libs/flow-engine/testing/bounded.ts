/** Fuzzing in which every case has a bound on its time as well. */
import fc from 'fast-check';

// eslint-disable-next-line no-process-env -- how long the tests may take is no setting of the product
export const FULL = process.env.CALLDOCKER_FULL === '1';

/** Few where people wait for the tests, many in the full run. */
export const FUZZ_CASES = FULL ? 1_000_000 : 5_000;
export const FUZZ_TIMEOUT = FULL ? 3_600_000 : 120_000;

/** Generated flows of one property. */
export const PROPERTY_RUNS = FULL ? 10_000 : 400;
export const PROPERTY_TIMEOUT = FULL ? 1_800_000 : 120_000;

const MILLISECONDS = 5;
const AGAIN = 5;

/** What this thread has had of a processor: what other programs take of it is not the work's. */
function spent(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/**
 * Runs `work` and returns what it gave. Over the bound it runs again, up to five times, since memory may have been tidied
 * up in the middle: only work that is slow every time throws. `attempt` lets it step around what it remembers.
 */
export function bounded<T>(work: (attempt: number) => T, milliseconds = MILLISECONDS): T {
  let began = spent();
  const result = work(0);
  let fastest = spent() - began;
  for (let attempt = 1; fastest > milliseconds && attempt <= AGAIN; attempt++) {
    began = spent();
    work(attempt);
    fastest = Math.min(fastest, spent() - began);
  }
  if (fastest > milliseconds) throw new Error(`took at least ${fastest.toFixed(1)} ms; a case has ${milliseconds} ms`);
  return result;
}

/**
 * `work` is what has the bound; `judge` throws when its result is wrong. Fails with the smallest case it finds. Several
 * tests may share the cases between them.
 */
export function fuzz<Case, Result>(
  cases: fc.Arbitrary<Case>,
  work: (one: Case, attempt: number) => Result,
  judge: (result: Result, one: Case) => void,
  share = 1,
): void {
  const property = fc.property(cases, (one) =>
    judge(
      bounded((attempt) => work(one, attempt)),
      one,
    ),
  );
  fc.assert(property, { numRuns: FUZZ_CASES * share });
}
