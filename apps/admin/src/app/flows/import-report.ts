import type { ImportReport } from '../api/types';
import { many } from '../ui/format';

const MISSING: Record<keyof ImportReport['missing'], string> = {
  subflows: 'Flows that it calls and that are not here',
  schedules: 'Schedules to make under Shared values',
  values: 'Values to make under Shared values',
  secrets: 'Secrets to make under Shared values',
  queues: 'Queues that are not here',
};

/** What an import could not take over as it was, in words; nothing when everything is here. */
export function reportLines({ content, missing, notes }: ImportReport): string[] {
  const found = content.filter(({ how }) => how === 'by-name');
  const lost = content.filter(({ how }) => how === 'missing');
  const lines: string[] = [...notes];
  if (found.length > 0) lines.push(`${many(found.length, 'piece')} of content found here by name.`);
  for (const { name } of lost)
    if (name !== null) lines.push(`“${name}” is not in your library: choose something else where it was played.`);
  for (const [what, words] of Object.entries(MISSING)) {
    const names = missing[what as keyof typeof MISSING];
    if (names.length > 0) lines.push(`${words}: ${names.join(', ')}.`);
  }
  return lines;
}
