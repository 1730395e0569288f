import type { Box } from '../../builder/canvas/geometry';

const MARGIN = 60;
/** About a card and what it leads to. */
const NEAR = { width: 720, height: 460 };
const NEAREST = 240;
const FARTHEST = 60_000;
const NOTHING: Box = { x: 0, y: 0, width: NEAR.width, height: NEAR.height };

/** All of a flow, with some room around it. */
export function fitted(bounds: Box | null): Box {
  if (!bounds) return NOTHING;
  const { x, y, width, height } = bounds;
  return { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN };
}

/** A card in the middle of what is seen. */
export function around(box: Box): Box {
  return centred(box.x + box.width / 2, box.y + box.height / 2, NEAR.width, NEAR.height);
}

export function panned(view: Box, x: number, y: number): Box {
  return { ...view, x: view.x + x, y: view.y + y };
}

/** `factor` above 1 comes nearer; what is in the middle stays there. */
export function zoomed(view: Box, factor: number): Box {
  const width = Math.min(FARTHEST, Math.max(NEAREST, view.width / factor));
  const height = (view.height * width) / view.width;
  return centred(view.x + view.width / 2, view.y + view.height / 2, width, height);
}

function centred(x: number, y: number, width: number, height: number): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}
