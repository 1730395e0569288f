import type { Content, ContentKind, ContentStatus } from '../api/types';

/** As the address says them. `archived` is a list of its own: what is put away is left out of the others. */
export type Shelf = ContentStatus | 'archived';
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
  { value: 'archived', label: 'Archive' },
];

interface ContentQuery extends Omit<Filters, 'status'> {
  status?: ContentStatus;
  archived?: boolean;
}

export function queryOf({ status, ...others }: Filters): ContentQuery {
  return { ...others, ...(status === 'archived' ? { archived: true } : { status }) };
}

export function isFiltered(filters: Filters): boolean {
  return Object.values(filters).some(Boolean);
}

/** Whether a piece that is shown still belongs there after it changed. What a search finds is the server's to say. */
export function fits(content: Content, { kind, status, language, tag }: Filters): boolean {
  if ((content.archivedAt !== null) !== (status === 'archived')) return false;
  return (
    (!kind || content.kind === kind) &&
    (!status || status === 'archived' || content.status === status) &&
    (!language || content.language === language || content.captions.includes(language)) &&
    (!tag || content.tags.some((one) => one.toLowerCase() === tag.toLowerCase()))
  );
}
