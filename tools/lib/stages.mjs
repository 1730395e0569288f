const NAME_WIDTH = 22;

export function seconds(ms) {
  if (ms < 100_000) return `${(ms / 1000).toFixed(1)} s`;
  const whole = Math.round(ms / 1000);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** One line of the report: name, time, what came of it. */
export function stageLine(name, ms, note = '') {
  const line = `${name.padEnd(NAME_WIDTH)} ${seconds(ms).padStart(9)}`;
  return note ? `${line}  ${note}` : line;
}

/** Runs `work`, prints its line; what it returns as `note` (or returns as a string) stands at the line's end. */
export async function stage(name, work) {
  const began = performance.now();
  try {
    const result = await work();
    const note = typeof result === 'string' ? result : (result?.note ?? '');
    console.log(stageLine(name, performance.now() - began, note));
    return result;
  } catch (error) {
    console.log(stageLine(name, performance.now() - began, 'FAILED'));
    throw error;
  }
}
