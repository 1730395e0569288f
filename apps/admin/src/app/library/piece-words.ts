import type { BulkRefusal, Content } from '../api/types';
import { bytes, clock, many } from '../ui/format';

/** A piece that stays where it is, and the flows, films, widgets or the reason that keep it. */
export type Staying = Pick<Content, 'id' | 'name' | 'usedBy' | 'describes' | 'wornBy'> & { detail?: string };

export const isInUse = ({ usedBy, describes, wornBy }: Pick<Content, 'usedBy' | 'describes' | 'wornBy'>): boolean =>
  usedBy.length + describes.length + wornBy.length > 0;

/** `Welcome is`, `3 pieces are`: what a sentence about them begins with. */
export function subject(pieces: readonly Pick<Content, 'name'>[]): string {
  const [only] = pieces;
  return pieces.length === 1 && only ? `${only.name} is` : `${many(pieces.length, 'piece')} are`;
}

export function staysOf(pieces: readonly Content[], refused: readonly BulkRefusal[]): Staying[] {
  return refused.flatMap(({ id, detail, usedBy = [], describes = [], wornBy = [] }) => {
    const piece = pieces.find((one) => one.id === id);
    return piece ? [{ id, name: piece.name, usedBy, describes, wornBy, detail }] : [];
  });
}

/** `1920 × 1080`, or nothing for what has no picture. */
export function frameOf({ width, height }: Pick<Content, 'width' | 'height'>): string | null {
  return width && height ? `${width} × ${height}` : null;
}

/** One line under a name: what kind of thing it is. */
export function factsOf(content: Content): string {
  const { kind, height, bytes: size, loudness } = content;
  const what =
    kind === 'video'
      ? height
        ? `Up to ${Math.min(height, 1080)}p`
        : 'Film'
      : kind === 'audio'
        ? 'Sound'
        : kind
          ? 'Picture'
          : null;
  return [what, loudness === null || loudness === undefined ? bytes(size) : loud(loudness)].filter(Boolean).join(' · ');
}

/** `−16 LUFS`, with the minus that figures have. */
export function loud(value: number): string {
  return `${value < 0 ? '−' : ''}${Math.abs(Math.round(value))} LUFS`;
}

export function lengthOf({ durationSeconds }: Pick<Content, 'durationSeconds'>): string | null {
  return durationSeconds === null ? null : clock(durationSeconds);
}
