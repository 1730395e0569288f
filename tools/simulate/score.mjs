/** The figures of a list of scored ranges. The interval score (Gneiting and Raftery) weighs width and misses: less is better. */
export function figures(ranges, of = (range) => range) {
  const count = ranges.length;
  if (count === 0) return { count };
  let [held, width, miss, interval, sooner, later] = [0, 0, 0, 0, 0, 0];
  for (const range of ranges) {
    const { low, point, high } = of(range);
    const { waited } = range;
    held += low <= waited && waited <= high ? 1 : 0;
    sooner += waited < low ? 1 : 0;
    later += waited > high ? 1 : 0;
    width += high - low;
    miss += Math.abs(waited - point);
    interval += high - low + 10 * (Math.max(0, low - waited) + Math.max(0, waited - high));
  }
  const waited = ranges.map((range) => range.waited).sort((a, b) => a - b);
  return {
    count,
    coverage: held / count,
    sooner: sooner / count,
    later: later / count,
    width: width / count,
    error: miss / count,
    interval: interval / count,
    medianWait: waited[count >> 1],
  };
}

export const joined = (ranges) => ranges.filter(({ moment }) => moment === 'joined');
