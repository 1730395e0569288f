import type { Definition, FlowNode, Language } from '@calldocker/flow-engine';
import { pickedMedia } from '../media-words';

/** The film on which visitors see a menu: its own, else the last one on a way to it. Null when no way shows one. */
export function menuPicture(
  draft: Definition,
  id: string,
  language: Language,
  isFilm: (contentId: string) => boolean,
): string | null {
  const filmOf = (node: FlowNode | undefined): string | null => {
    const picked = node && 'media' in node ? pickedMedia(node.media, draft, language) : null;
    return picked && isFilm(picked.contentId) ? picked.contentId : null;
  };
  const seen = new Set([id]);
  // Nearest first: one step back along the exits at a time.
  for (let near = [id]; near.length > 0;) {
    const film = near.map((one) => filmOf(draft.nodes[one])).find((one) => one !== null);
    if (film) return film;
    near = Object.keys(draft.nodes).filter((from) => {
      const exits = Object.values(draft.nodes[from]?.exits ?? {});
      return !seen.has(from) && exits.some((to) => to !== null && near.includes(to));
    });
    for (const from of near) seen.add(from);
  }
  return null;
}
