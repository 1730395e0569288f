/** The sound beneath a flow: what is wrong with it, and when it is heard. */
import type { Definition, FlowNode, Language } from './definition.js';
import { inLibrary } from './inspector.js';
import { issue, type Facts, type Issue } from './issues.js';
import { isChosen, pick } from './languages.js';
import { own } from './own.js';
import type { BackgroundSound } from './screen.js';

export function checkBackground(
  { background, languages }: Definition,
  facts: Facts | undefined,
  issues: Issue[],
): void {
  if (background === undefined) return;
  const chosen = languages.filter((language) => own(background.media, language)?.contentId);
  if (chosen.length === 0) {
    const message = 'The background sound is not chosen yet.';
    issues.push(issue('error', 'media.missing', { field: 'background.media' }, message));
  }
  for (const language of chosen) {
    const problem = inLibrary(facts, own(background.media, language)?.contentId ?? '', ['audio', 'video']);
    if (problem === undefined) continue;
    const place = { field: `background.media.${language}` };
    issues.push(issue('error', problem.code, place, `The background sound: ${problem.message}`));
  }
}

/** What sounds at a node: the flow's own, or that of the flow it was called from. */
export function backgroundAt(
  node: FlowNode,
  language: Language,
  { background, languages }: Definition,
  caller: Definition,
): BackgroundSound | undefined {
  if (node.background === 'silent') return undefined;
  if (background === undefined) return caller.background && backgroundAt(node, language, caller, caller);
  const sound = pick(background.media, language, languages, isChosen)?.value;
  return sound && { contentId: sound.contentId, volume: background.volume };
}
