/**
 * Files of unfinished uploads that can be read again after a reload: a handle, where the browser gives one and the person
 * allows it again, or the bytes themselves of what was recorded here and lies on no disk.
 */
type Kept = File | AskableHandle;

/** The part of the File System Access API that TypeScript does not know yet. */
interface AskableHandle extends FileSystemFileHandle {
  queryPermission?(wish: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(wish: { mode: 'read' }): Promise<PermissionState>;
}
interface PickerWindow {
  showOpenFilePicker?(options: { multiple: boolean }): Promise<FileSystemFileHandle[]>;
}
interface HandleItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

export interface PickedFile {
  file: File;
  handle: FileSystemFileHandle | null;
}

const STORE = 'files';

export class FileKeep {
  private opened: Promise<IDBDatabase> | null = null;

  async put(id: string, kept: Kept): Promise<void> {
    await this.run('readwrite', (store) => store.put(kept, id));
  }

  async has(id: string): Promise<boolean> {
    return (await this.run('readonly', (store) => store.count(id))) > 0;
  }

  async drop(id: string): Promise<void> {
    await this.run('readwrite', (store) => store.delete(id));
  }

  /** The file, asking for it where the browser wants that: only from a click. Null: it is not to be had. */
  async read(id: string): Promise<File | null> {
    const kept: Kept | undefined = await this.run('readonly', (store) => store.get(id));
    if (!kept || kept instanceof File) return kept ?? null;
    try {
      const asked = (await kept.requestPermission?.({ mode: 'read' })) ?? 'granted';
      return asked === 'granted' ? await kept.getFile() : null;
    } catch {
      // NotFoundError or NotAllowedError: moved meanwhile, or not by a click.
      return null;
    }
  }

  private async run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    this.opened ??= open();
    const database = await this.opened;
    return answer(work(database.transaction(STORE, mode).objectStore(STORE)));
  }
}

/** Whether files are best chosen by the picker that also gives handles. */
export const givesHandles = (): boolean => 'showOpenFilePicker' in window;

export async function pickFiles(multiple: boolean): Promise<PickedFile[]> {
  try {
    const handles = (await (window as PickerWindow).showOpenFilePicker?.({ multiple })) ?? [];
    return await Promise.all(handles.map(async (handle) => ({ file: await handle.getFile(), handle })));
  } catch (caught) {
    // AbortError: the person closed the picker.
    if (caught instanceof DOMException && caught.name === 'AbortError') return [];
    throw caught;
  }
}

/** What was dropped. Everything is asked for at once: after the first wait the browser has emptied the list. */
export async function droppedFiles(transfer: DataTransfer): Promise<PickedFile[]> {
  const asked = [...transfer.items].flatMap((item) => {
    const file = item.kind === 'file' ? item.getAsFile() : null;
    if (!file) return [];
    const handle = (item as HandleItem).getAsFileSystemHandle?.().catch(() => null) ?? null;
    return [{ file, handle }];
  });
  const picked = await Promise.all(
    asked.map(async ({ file, handle }) => {
      const given = await handle;
      if (given?.kind === 'directory') return null;
      return { file, handle: given instanceof FileSystemFileHandle ? given : null };
    }),
  );
  return picked.filter((one) => one !== null);
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('calldocker-uploads', 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return answer(request);
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB gave no reason.'));
  });
}
