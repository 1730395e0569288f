/**
 * Reads a key the author chose. Names such as `constructor` must not reach the prototype, where all is functions, which data
 * has none of. Of plain records of data only; this is on the path of every step, where `Object.hasOwn` costs too much.
 */
export function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  if (record === undefined) return undefined;
  const value = record[key];
  return typeof value === 'function' || key === '__proto__' ? undefined : value;
}

/** The same of records of any making, and of keys of any name: nothing inherited is looked at, and `__proto__` is a key. */
export function held<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
