import type { Content, ContentKind, ContentStatus } from '../api/types';
import { isInUse } from './piece-words';

/**
 * As the address says them. `archived` is a list of its own: what is put away is left out of the others. `uncaptioned` and
 * `unused` are what an editor still has to do, and what nobody would miss.
 */
export type Shelf = ContentStatus | 'archived' | 'uncaptioned' | 'unused';
export interface Filters {
  search?: string;
  kind?: ContentKind;
  status?: Shelf;
  language?: string;
  tag?: string;
}

export const SHELVES: readonly { value: Shelf; label: string }[] = [
  { value: 'ready', label: 'Ready' },
  { value: 'uploading', label: 'Uploading' },
  { value: 'uploaded', label: 'Waiting to be prepared' },
  { value: 'transcoding', label: 'Preparing' },
  { value: 'failed', label: 'Failed' },
  { value: 'uncaptioned', label: 'Missing captions' },
  { value: 'unused', label: 'In no flow' },
  { value: 'archived', label: 'Archive' },
];

interface ContentQuery extends Omit<Filters, 'status'> {
  status?: ContentStatus;
  archived?: boolean;
  uncaptioned?: boolean;
  unused?: boolean;
}

export function queryOf({ status, ...others }: Filters): ContentQuery {
  switch (status) {
    case 'archived':
    case 'uncaptioned':
    case 'unused':
      return { ...others, [status]: true };
    default:
      return { ...others, status };
  }
}

export function isFiltered(filters: Filters): boolean {
  return Object.values(filters).some(Boolean);
}

/** Whether a piece that is shown still belongs there after it changed. What a search finds is the server's to say. */
export function fits(content: Content, { kind, status, language, tag }: Filters): boolean {
  if ((content.archivedAt !== null) !== (status === 'archived')) return false;
  return (
    (!kind || content.kind === kind) &&
    standsOn(content, status) &&
    (!language || content.language === language || content.captions.includes(language)) &&
    (!tag || content.tags.some((one) => one.toLowerCase() === tag.toLowerCase()))
  );
}

function standsOn(
  { kind, media, captions, usedBy, describes, wornBy, ...content }: Content,
  shelf: Shelf | undefined,
): boolean {
  switch (shelf) {
    case undefined:
    case 'archived':
      return true;
    case 'uncaptioned':
      return kind === 'video' && media?.audioUrl != null && captions.length === 0;
    case 'unused':
      return !isInUse({ usedBy, describes, wornBy });
    default:
      return content.status === shelf;
  }
}
