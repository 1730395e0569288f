import { type Change, type Conflict, compare } from '@calldocker/flow-engine';
import type { Arrival } from './autosave';

const MOST_NAMES = 2;

/** Who changed what, in a sentence; null when nothing but places of cards is different. */
export function arrivalWords({ base, theirs }: Arrival): string | null {
  const changes = compare(base, theirs.definition);
  if (changes.length === 0) return null;
  const names = [...new Set(changes.map(({ nodeName }) => nodeName ?? 'the flow’s settings'))];
  const more = names.length - MOST_NAMES;
  const listed = more > 0 ? `${names.slice(0, MOST_NAMES).join(', ')} and ${more} more` : names.join(' and ');
  return `${theirs.savedBy ?? 'Somebody else'} changed ${listed}. It is in your draft now.`;
}

/** What a conflict is about, before what either side did. */
export function conflictWords({ nodeName, field, moved, id }: Conflict, nameOf: (id: string) => string): string {
  if (moved) {
    const names = moved.slice(0, MOST_NAMES + 1).map(nameOf);
    const more = moved.length - names.length;
    return `Where ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''} ${moved.length === 1 ? 'lies' : 'lie'}`;
  }
  if (nodeName !== undefined) return nodeName;
  if (field.startsWith('variables.')) return `The variable ${field.split('.')[1] ?? ''}`;
  if (id.startsWith('languages')) return 'Languages of the flow';
  return field === 'start' ? 'Where the flow begins' : 'Settings of the flow';
}

/** The texts a change is about, to be shown word by word; null for one that its sentence tells better. */
export function textsOf({ what, before, after }: Change): { before: string; after: string } | null {
  if (what !== 'text.changed') return null;
  return { before: typeof before === 'string' ? before : '', after: typeof after === 'string' ? after : '' };
}
