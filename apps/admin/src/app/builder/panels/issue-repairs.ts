import type { Definition, Issue } from '@calldocker/flow-engine';
import { mendOf } from './mends';

/** What one press does about an issue. Everything else is shown where it can be mended. */
export type Repair =
  | { act: 'mend'; label: string; definition: Definition }
  | { act: 'connect'; label: string; nodeId: string; exit: string }
  | { act: 'caption'; label: string; nodeId: string | null; contentId: string; language: string }
  | { act: 'show'; label: string; nodeId: string | null };

const LABELS: Record<string, string> = {
  'media.missing': 'Choose…',
  'media.unknown': 'Choose…',
  'media.wrong-kind': 'Choose…',
  'text.missing': 'Write it',
  'language.missing': 'Write it',
  'variable.missing': 'Choose…',
  'variable.undeclared': 'Declare…',
  'start.missing': 'Choose…',
  'schedule.missing': 'Choose…',
  'schedule.unknown': 'Choose…',
};

export function repairOf(issue: Issue, draft: Definition): Repair {
  const nodeId = issue.nodeId ?? null;
  const loose = issue.code === 'exit.dangling' || issue.code === 'exit.unknown-node';
  if (loose && nodeId !== null && issue.exit !== undefined) {
    return { act: 'connect', label: 'Connect…', nodeId, exit: issue.exit };
  }
  const { contentId, language } = issue;
  if (issue.code === 'media.captions' && contentId !== undefined && language !== undefined) {
    return { act: 'caption', label: 'Add captions', nodeId, contentId, language };
  }
  const mend = mendOf(issue, draft);
  if (mend) return { act: 'mend', ...mend };
  const aboutMedia = issue.code === 'language.missing' && issue.field?.startsWith('media');
  return { act: 'show', label: aboutMedia ? 'Choose…' : (LABELS[issue.code] ?? 'Show'), nodeId };
}

/** Errors first, of the whole flow before those of its nodes; within them the order of the checks, which is that of the nodes. */
export function inOrder(issues: readonly Issue[]): Issue[] {
  const rank = (issue: Issue): number => (isError(issue) ? 0 : 2) + (issue.nodeId === undefined ? 0 : 1);
  return [...issues].sort((a, b) => rank(a) - rank(b));
}

/** Can be published all the same, when somebody says so by name. */
export function isWaivable(issue: Issue): boolean {
  return issue.code === 'media.captions' && isError(issue);
}

export function isError(issue: Issue): boolean {
  return issue.severity === 'error';
}
