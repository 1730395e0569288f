import type { Player } from '../player.js';
import type { Visit } from '../visit.js';
import type { Background } from './background.js';

/** Its code comes with the first screen that has a background, for who listens. */
export function whenSounding(player: Player, visit: Visit, ready: (background: Background) => void): void {
  let asked = false;
  visit.onChange(() => {
    if (asked || visit.mode === 'text' || !visit.view.step?.screen.background) return;
    asked = true;
    import('./background.js').then(
      ({ Background }) => ready(new Background(player, visit)),
      // Out of reach: asked for again with the next screen.
      () => (asked = false),
    );
  });
}
