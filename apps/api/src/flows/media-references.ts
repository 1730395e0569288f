/** Pieces of the content library that a definition names, wherever a kind keeps them: `{ contentId }`. */
type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A node is never a reference, whatever its fields are called. */
const contentIdOf = (value: unknown): string | undefined =>
  isObject(value) && !('kind' in value) && typeof value['contentId'] === 'string' && value['contentId'] !== ''
    ? value['contentId']
    : undefined;

export function contentNamed(value: unknown, found = new Set<string>()): Set<string> {
  const id = contentIdOf(value);
  if (id !== undefined) found.add(id);
  if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) contentNamed(each, found);
  return found;
}

/** The same with other ids; a reference without one is left out. */
export function withContent<Value>(value: Value, idOf: (id: string) => string | null): Value {
  return replaced(value, idOf) as Value;
}

function replaced(value: unknown, idOf: (id: string) => string | null): unknown {
  if (Array.isArray(value)) return value.filter((each) => stays(each, idOf)).map((each) => replaced(each, idOf));
  if (!isObject(value)) return value;
  const id = contentIdOf(value);
  // From entries, since assigning a key named `__proto__` would set the prototype.
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => stays(each, idOf))
      .map(([key, each]) => [key, key === 'contentId' && id !== undefined ? idOf(id) : replaced(each, idOf)]),
  );
}

function stays(value: unknown, idOf: (id: string) => string | null): boolean {
  const id = contentIdOf(value);
  return id === undefined || idOf(id) !== null;
}
