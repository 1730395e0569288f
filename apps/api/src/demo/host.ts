import type { Placing } from './outline.js';
import { Picture, type Paint } from './picture.js';

/** The demo's host and her workshop: the console's drawing (host.svg) in layers that can move apart. */

export const FRAME = { width: 1280, height: 720 };

/** The drawing is 1440 by 900; a little of its top and bottom lies outside the frame. */
const SCALE = FRAME.width / 1440;
const WHOLE: Placing = { scale: SCALE, x: 0, y: -20 };
const PERSON: Placing = { scale: SCALE, x: 712 * SCALE, y: -20 };

const across = (...stops: [number, string][]): Paint => ({ stops, toward: [1, 0] });
const WALL: Paint = {
  stops: [
    [0, '#1d4f58'],
    [0.55, '#12363d'],
    [1, '#0a2026'],
  ],
  toward: [1, 1],
};
const SKY: Paint = {
  stops: [
    [0, '#5b8fa0'],
    [0.45, '#d9a57c'],
    [1, '#f3b96e'],
  ],
  toward: [0.3, 1],
};
const SKIN = across([0, '#d79a6c'], [0.55, '#b1734a'], [1, '#7d4b31']);
const HAIR = across([0, '#4a2c1e'], [1, '#1d110d']);
const SHIRT: Paint = {
  stops: [
    [0, '#efe4d0'],
    [0.5, '#cdbfa8'],
    [1, '#7f7869'],
  ],
  toward: [1, 0.6],
};
const APRON = across([0, '#2b6a72'], [1, '#12383f']);
const LAMP = '#f3b25a';

/** A layer of the film, and where its top left corner lies while nothing moves. */
export interface Layer {
  picture: Picture;
  x: number;
  y: number;
}

export function workshop(): Layer {
  const picture = new Picture(FRAME.width, FRAME.height, WHOLE);
  picture
    .fill('M-40-40H1480V940H-40Z', WALL)
    .fill('M40-40H460V520H40Z', SKY)
    .stroke('M250-40V520', 16, '#16353b')
    .stroke('M40 240H460', 16, '#16353b')
    .fill('M0 560H470V586H0Z', '#8a5f3c')
    .fill('M60 500H116V560H60Z', '#c96f4a')
    .fill('M150 470H190V560H150Z', '#e8c48c')
    .fill('M230 510H310V560H230Z', '#3f7f83')
    .fill('M930 250H1450V268H930Z', '#6d4a30')
    .fill('M930 520H1450V538H930Z', '#6d4a30')
    .fill('M960 448H994V520H960Z', '#c7774f')
    .fill('M1004 468H1056V520H1004Z', '#e2b67a')
    .fill('M1066 438H1092V520H1066Z', '#4f8e93')
    .fill('M1102 474H1142V520H1102Z', '#9c5a3d')
    .blur(5)
    .glow(905, 70, 250, '#ffd591', 0.85)
    .glow(330, 260, 330, '#ffe3ae', 0.45);
  return { picture, x: 0, y: 0 };
}

/** Hangs on the wall, and is turned by the film: so its picture is square with the hub in the middle. */
export function wheel(cx: number, cy: number, rim: string, spokes: string): Layer {
  const side = 240;
  const radius = 112;
  const picture = new Picture(side, side, { scale: SCALE, x: side / 2, y: side / 2 });
  for (let i = 0; i < 8; i++) {
    const [dx, dy] = [Math.cos((i * Math.PI) / 8) * radius, Math.sin((i * Math.PI) / 8) * radius];
    picture.stroke(`M${-dx} ${-dy}L${dx} ${dy}`.replace(/e-\d+/g, ''), 4, spokes);
  }
  picture.hoop(0, 0, radius, 11, rim).hoop(0, 0, 26, 11, spokes).blur(2);
  return { picture, x: cx * SCALE - side / 2, y: cy * SCALE + WHOLE.y - side / 2 };
}

/** Everything below the chin, and the hair behind it. */
export function body(): Layer {
  const left = 300;
  const top = 40;
  const torso: Placing = { ...PERSON, x: PERSON.x - left, y: PERSON.y - top - 88 * SCALE };
  const picture = new Picture(700, FRAME.height - top + 12, { ...PERSON, x: PERSON.x - left, y: PERSON.y - top });
  const dressed = picture.placedAt(torso);
  dressed.fill(
    'M-330 1010c6-190 40-300 150-340 56-20 108-34 122-64l6-60h110l6 60c14 30 66 44 122 64 110 40 144 150 150 340z',
    SHIRT,
  );
  picture
    .fill('M-54 350h110l10 100c-18 50-40 74-64 84-24-12-48-36-64-84z', SKIN)
    .fill('M-56 390h114l4 52c-32 34-88 34-122 0z', '#4a281b', 0.5);
  dressed
    .fill('M-128 610c30 40 70 70 128 70s104-34 134-74l30 34c10 90 18 300 20 400h-368c2-200 8-306 22-396z', APRON)
    .stroke('M-128 610L-96 566', 20, '#1d4f57')
    .stroke('M134 606L104 564', 20, '#1d4f57')
    .disc(-104, 636, 9, LAMP)
    .disc(110, 632, 9, '#b98242')
    .fill('M-330 1010c6-190 40-300 150-340 30-10 58-20 80-30-90 60-150 150-166 370z', '#fff1d6', 0.4);
  return { picture, x: left, y: top };
}

const HEAD = { left: 470, top: 36, width: 330, height: 420 };
const HEAD_PLACING: Placing = { scale: SCALE, x: PERSON.x - HEAD.left, y: PERSON.y - HEAD.top };

export function hair(): Layer {
  const picture = new Picture(HEAD.width, HEAD.height, HEAD_PLACING).fill(
    'M-118 250c-8-128 60-176 128-172 76 4 126 60 112 176-3 50-2 110-34 150-54 22-116 22-172 0-30-40-32-104-34-154z',
    HAIR,
  );
  return { picture, x: HEAD.left, y: HEAD.top };
}

export function face(): Layer {
  const picture = new Picture(HEAD.width, HEAD.height, HEAD_PLACING)
    .fill(
      'M-92 252c-4-96 40-140 96-140s98 46 94 138c-2 60-14 112-40 144-16 20-34 32-54 32s-38-12-54-32c-26-32-40-84-42-142z',
      SKIN,
    )
    .fill(
      'M-104 262c-10-110 50-164 112-160 70 4 110 60 96 158-8-58-26-94-60-112-44 34-96 34-124 36-14 18-22 44-24 78z',
      HAIR,
    )
    .stroke('M-62 236c12-8 28-8 40-2', 6, '#3a2116')
    .stroke('M28 234c12-6 28-6 40 2', 6, '#3a2116')
    .stroke('M4 268c-4 20-10 34-8 42 4 6 12 6 18 3', 4.5, '#8a5436')
    .fill('M-86 200c-8 60 4 128 34 180-30-26-40-80-42-130z', '#ffd9a3', 0.5);
  return { picture, x: HEAD.left, y: HEAD.top };
}

/** Laid over the face, one of each pair at a time. */
const EYES = { left: 560, top: 200, width: 150, height: 50 };
const MOUTH = { left: 575, top: 270, width: 120, height: 90 };

const part = (box: typeof EYES, draw: (picture: Picture) => Picture): Layer => ({
  picture: draw(new Picture(box.width, box.height, { scale: SCALE, x: PERSON.x - box.left, y: PERSON.y - box.top })),
  x: box.left,
  y: box.top,
});

export const openEyes = (): Layer =>
  part(EYES, (picture) => {
    for (const x of [-40, 47]) {
      picture
        .fill(`M${x - 17} 261c6-13 28-13 34 0c-6 9-28 9-34 0z`, '#f4e6d4')
        .disc(x + 1, 259, 7.6, '#2b1710')
        .disc(x + 3.5, 256.5, 2, '#ffffff')
        .stroke(`M${x - 18} 261c6-14 30-14 36 0`, 4.5, '#2b1710');
    }
    return picture;
  });

export const smilingEyes = (): Layer =>
  part(EYES, (picture) =>
    picture.stroke('M-54 262c8-8 22-8 30 0', 5.5, '#2b1710').stroke('M32 262c8-8 22-8 30 0', 5.5, '#2b1710'),
  );

export const smile = (): Layer =>
  part(MOUTH, (picture) =>
    picture.stroke('M-34 344c20 26 56 26 76-2', 6, '#7a3b2b').stroke('M-8 384c8 5 18 5 26 0', 4, '#8a5436', 0.6),
  );

export const openMouth = (): Layer =>
  part(MOUTH, (picture) =>
    picture
      .fill('M-30 343c18 4 50 4 68-2c-8 32-56 36-68 2z', '#5c2219')
      .fill('M-22 345c14 3 38 3 52-1c-3 8-46 10-52 1z', '#f6e9da')
      .stroke('M-34 342c20 6 56 6 76-2', 4.5, '#7a3b2b')
      .stroke('M-8 388c8 5 18 5 26 0', 4, '#8a5436', 0.6),
  );
