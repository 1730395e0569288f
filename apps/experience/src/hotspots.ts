import type { Choice } from './wire.js';

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export type Size = Pick<Box, 'width' | 'height'>;

/** How the browser fits a picture into its element: CSS `object-fit` and `object-position`, the latter in fractions. */
export interface Fitting {
  fit: 'cover' | 'contain';
  x: number;
  y: number;
}

type Hotspot = NonNullable<Choice['hotspot']>;

/** What a finger needs, in CSS pixels. */
const SMALLEST = 44;
/** Of a place that is less to be seen than this, nobody can tell what it shows. */
const ENOUGH = 0.7;

/** Where the whole picture lies, also what is cut off at the element's edges. */
export function drawnPicture(element: Box, natural: Size, { fit, x, y }: Fitting): Box {
  const across = element.width / natural.width;
  const down = element.height / natural.height;
  const scale = fit === 'cover' ? Math.max(across, down) : Math.min(across, down);
  const width = natural.width * scale;
  const height = natural.height * scale;
  return {
    left: element.left + (element.width - width) * x,
    top: element.top + (element.height - height) * y,
    width,
    height,
  };
}

/** A hotspot on the screen; a small one grows around its middle until it can be touched. */
export function placeOf(hotspot: Hotspot, picture: Box): Box {
  const width = Math.max(SMALLEST, hotspot.width * picture.width);
  const height = Math.max(SMALLEST, hotspot.height * picture.height);
  return {
    left: picture.left + (hotspot.x + hotspot.width / 2) * picture.width - width / 2,
    top: picture.top + (hotspot.y + hotspot.height / 2) * picture.height - height / 2,
    width,
    height,
  };
}

/** The part of a place that can be seen, or null when that is too little. */
export function seenOf(place: Box, free: Box): Box | null {
  const left = Math.max(place.left, free.left);
  const top = Math.max(place.top, free.top);
  const width = Math.min(place.left + place.width, free.left + free.width) - left;
  const height = Math.min(place.top + place.height, free.top + free.height) - top;
  const small = width < SMALLEST - 1 || height < SMALLEST - 1;
  return small || width * height < ENOUGH * place.width * place.height ? null : { left, top, width, height };
}

/** Too much of it lies under something else. */
export function isCovered(place: Box, by: Box): boolean {
  const width = Math.min(place.left + place.width, by.left + by.width) - Math.max(place.left, by.left);
  const height = Math.min(place.top + place.height, by.top + by.height) - Math.max(place.top, by.top);
  return Math.max(0, width) * Math.max(0, height) > (1 - ENOUGH) * place.width * place.height;
}

/** What of the stage the panel leaves: the part beside it or the part above it, whichever is larger. */
export function freeOf(stage: Box, bar: Box, panel: Box): Box {
  const top = bar.top + bar.height;
  const before = panel.left - stage.left;
  const after = stage.left + stage.width - panel.left - panel.width;
  const left = before >= after ? stage.left : panel.left + panel.width;
  const beside = { left, top, width: Math.max(0, before, after), height: stage.top + stage.height - top };
  const above = { left: stage.left, top, width: stage.width, height: Math.max(0, panel.top - top) };
  return beside.width * beside.height > above.width * above.height ? beside : above;
}
