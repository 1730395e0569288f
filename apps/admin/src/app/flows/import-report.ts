import type { ImportReport } from '../api/types';
import { many } from '../ui/format';

/** What an import could not take over as it was, in words; nothing when everything is here. */
export function reportLines({ content, missing, notes }: ImportReport): string[] {
  const renamed = content.filter(({ how }) => how === 'by-name');
  const lost = content.filter(({ how }) => how === 'missing');
  const lines: string[] = [...notes];
  if (renamed.length > 0) lines.push(`${many(renamed.length, 'piece')} of content found here by name.`);
  for (const { name } of lost)
    lines.push(`“${name}” is not in your library: choose something else where it was played.`);
  for (const [what, names] of Object.entries(missing))
    if (names.length > 0) lines.push(`These ${what} are not here yet: ${names.join(', ')}.`);
  return lines;
}
