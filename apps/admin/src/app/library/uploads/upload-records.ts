/** What has to outlive a reload for an upload to go on: where it goes, and which file it was. */
export interface UploadRecord {
  /** The upload's address at the server; it ends in its id. */
  url: string;
  name: string;
  bytes: number;
  /** When the file was last changed: with name and size it tells the same file from another. */
  modified: number;
  /** The piece that it replaces. */
  replaces: string | null;
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
type Picked = Pick<File, 'name' | 'size' | 'lastModified'>;

/** Unfinished uploads of this browser, an entry each, so that two tabs never overwrite one another's. */
export class UploadRecords {
  private readonly prefix: string;

  constructor(
    private readonly store: Store,
    companyId: string,
  ) {
    this.prefix = `calldocker.upload.${companyId}.`;
  }

  list(): UploadRecord[] {
    const keys = Array.from({ length: this.store.length }, (_, index) => this.store.key(index) ?? '');
    return keys
      .filter((key) => key.startsWith(this.prefix))
      .sort()
      .flatMap((key) => read(this.store.getItem(key)) ?? []);
  }

  keep(record: UploadRecord): void {
    try {
      this.store.setItem(this.prefix + idOf(record.url), JSON.stringify(record));
    } catch {
      // QuotaExceededError: the upload goes on, it only will not outlive a reload.
    }
  }

  drop(url: string): void {
    this.store.removeItem(this.prefix + idOf(url));
  }
}

export function isSameFile(record: Pick<UploadRecord, 'name' | 'bytes' | 'modified'>, file: Picked): boolean {
  return record.name === file.name && record.bytes === file.size && record.modified === file.lastModified;
}

/** The upload's address ends in its id. */
export function idOf(url: string): string {
  return url.split(/[?#]/)[0]?.replace(/\/+$/, '').split('/').at(-1) ?? '';
}

function read(text: string | null): UploadRecord | null {
  try {
    const found = JSON.parse(text ?? '') as Partial<UploadRecord>;
    const { url, name, bytes, modified, replaces } = found;
    if (typeof url !== 'string' || typeof name !== 'string') return null;
    if (typeof bytes !== 'number' || typeof modified !== 'number') return null;
    return { url, name, bytes, modified, replaces: typeof replaces === 'string' ? replaces : null };
  } catch {
    // A SyntaxError: written by hand, or by something else.
    return null;
  }
}
