/** How a camera was held (EXIF 2.32, tag 0x0112): 1 upright, 2 to 8 mirrored, turned or both. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const isOrientation = (value: number): value is Orientation => Number.isInteger(value) && value >= 1 && value <= 8;

/** From the first bytes of a JPEG file; upright where it does not say. ffmpeg 4.1 does not heed it, and later ones do. */
export function orientationOf(head: Uint8Array): Orientation {
  const bytes = Buffer.from(head);
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const [marker, length] = [bytes[at + 1], bytes.readUInt16BE(at + 2)];
    // The picture itself begins.
    if (marker === 0xda) break;
    const segment = bytes.subarray(at + 4, at + 2 + length);
    if (marker === 0xe1 && segment.toString('latin1', 0, 6) === 'Exif\0\0') return fromTiff(segment.subarray(6));
    at += 2 + length;
  }
  return 1;
}

function fromTiff(tiff: Buffer): Orientation {
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number =>
    at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const long = (at: number): number =>
    at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at);
  const directory = long(4);
  for (let entry = 0; entry < short(directory); entry++) {
    const at = directory + 2 + 12 * entry;
    if (at + 12 > tiff.length) break;
    if (short(at) === 0x0112) {
      const value = short(at + 8);
      return isOrientation(value) ? value : 1;
    }
  }
  return 1;
}
