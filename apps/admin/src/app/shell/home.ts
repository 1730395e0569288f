import type { Session } from '../api/session';
import type { Scope } from '../api/types';

const PLACES: readonly [Scope, string][] = [
  ['flows:read', '/flows'],
  ['desk:work', '/desk'],
  ['sessions:read', '/sessions'],
  ['analytics:read', '/analytics'],
  ['widgets:read', '/settings/widgets'],
];

/** The first page that person may see. */
export function homeOf(session: Session): string {
  // Whoever is not signed in has none yet: asked now, the answer would be remembered as where they were going.
  if (session.state() !== 'in') return '/sign-in';
  if (!session.company()) return session.can('companies:manage') ? '/companies' : '/choose-company';
  return PLACES.find(([scope]) => session.can(scope))?.[1] ?? '/account';
}
