import { titleOf } from './announce.js';
import type { Background } from './background/background.js';
import type { Heard } from './media-keys.js';
import type { Player } from './player.js';
import type { Visit } from './visit.js';

/** Out of reach they are done without: the page has all of its buttons itself. */
export function offerMediaKeys(player: Player, visit: Visit, background: () => Background | null): void {
  if (!('mediaSession' in navigator)) return;
  import('./media-keys.js').then(
    ({ MediaKeys }) => new MediaKeys(player, () => heard(player, visit), background),
    () => undefined,
  );
}

function heard(player: Player, visit: Visit): Heard | null {
  const { step, brand } = visit.view;
  if (!step) return null;
  const { screen } = step;
  return {
    title: titleOf(screen),
    company: brand?.companyName ?? '',
    picture: player.poster ?? brand?.logoUrl ?? null,
    skip: 'skippable' in screen && screen.skippable ? () => void visit.send({ type: 'skip' }) : null,
  };
}
