const LONGEST = 64;

/** What is typed, as a name that things outside a flow may have: `Support Desk` -> `support-desk`. */
export function bindingName(typed: string): string {
  return typed
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, LONGEST);
}
