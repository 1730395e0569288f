import type { Content } from '../api/types';
import { isLanguage } from './languages';

export const isCaptionFile = ({ name }: Pick<File, 'name'>): boolean => /\.(vtt|srt)$/i.test(name);

export interface CaptionGuess {
  contentId: string | null;
  language: string | null;
}

type Piece = Pick<Content, 'id' | 'name' | 'kind' | 'language'>;

/** `Welcome.nl.vtt` belongs to the piece named Welcome, in Dutch; without a tag in its name, to what is spoken in it. */
export function captionGuess(fileName: string, pieces: readonly Piece[]): CaptionGuess {
  const bare = fileName.replace(/\.(vtt|srt)$/i, '');
  const [, stem = bare, tag = null] = /^(.+?)[._-]([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)$/.exec(bare) ?? [];
  const tagged = tag !== null && isLanguage(tag);
  const named = (name: string) => pieces.find((piece) => piece.kind !== 'image' && plain(piece.name) === plain(name));
  const piece = named(bare) ?? (tagged ? named(stem) : undefined);
  const language = tagged && (!piece || plain(piece.name) !== plain(bare)) ? tag : (piece?.language ?? null);
  return { contentId: piece?.id ?? null, language };
}

/** Names that differ in capitals, spaces and dashes only are the same to a person. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[\s._-]+/g, ' ')
    .trim();
