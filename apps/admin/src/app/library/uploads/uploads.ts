import { Service, computed, effect, inject, signal, untracked } from '@angular/core';
import type { DetailedError, Upload as TusUpload } from 'tus-js-client';
import { Session } from '../../api/session';
import { LibraryUsage } from '../library-usage';
import { FileKeep } from './file-keep';
import { giveUp, offsetAt, tusUpload } from './tus-file';
import { STILL, type Upload, type Wishes, uploadRow } from './upload';
import { pauseBefore, stumbleOf } from './upload-errors';
import { refusalOf } from './upload-limits';
import { UploadRate } from './upload-rate';
import { type UploadRecord, UploadRecords, idOf, isSameFile } from './upload-records';
import { heldTabs, holdTab, tabLock } from './upload-tabs';

/** What an upload has beside its row. */
interface Running {
  file: File;
  wishes: Wishes;
  url: string | null;
  tus: TusUpload | null;
  /** The server is asked for its row. A pause lets that be: only with a row does an upload outlive a reload. */
  asking: boolean;
  rate: UploadRate;
  attempt: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  shownAt: number;
  freeTab: () => void;
}

const AT_ONCE = 3;
const SHOW_EVERY_MS = 250;
/** A connection that fell silent, as when a laptop changes its network, is given up and opened anew. */
const SILENCE_MS = 60_000;

/** Uploads of this tab. They go on while one visits other pages, wait while the network is away, and outlive a reload. */
@Service()
export class Uploads {
  private readonly session = inject(Session);
  private readonly usage = inject(LibraryUsage);
  private readonly keep = new FileKeep();
  private readonly rows = signal<readonly Upload[]>([]);
  private readonly running = new Map<number, Running>();
  private readonly stopped = new Map<number, UploadRecord>();
  private records: UploadRecords | null = null;
  private nextKey = 1;
  /** Told when a file has arrived whole. */
  private readonly arrivals = new Set<(contentId: string) => void>();

  readonly list = this.rows.asReadonly();
  readonly active = computed(() =>
    this.rows().some(({ state }) => state === 'sending' || state === 'queued' || state === 'waiting'),
  );

  constructor() {
    addEventListener('online', () => this.rows().forEach(({ key, state }) => state === 'waiting' && this.resume(key)));
    // What is being sent may hang for minutes before the browser says so.
    addEventListener('offline', () =>
      this.rows().forEach(({ key, state }) => state === 'sending' && this.wait(key, 'network')),
    );
    addEventListener('beforeunload', (event) => {
      if (this.active() || this.bytesNotBegun() > 0) event.preventDefault();
    });
    // By its id: the company itself is a new object with each renewed sign-in.
    const company = computed(() => this.session.company()?.id);
    effect(() => {
      const companyId = company();
      untracked(() => void this.enter(companyId));
    });
  }

  onArrival(handler: (contentId: string) => void): () => void {
    this.arrivals.add(handler);
    return () => this.arrivals.delete(handler);
  }

  /** Answers the key of its row. The file of an interrupted upload goes on where that one stopped. */
  add(file: File, wishes: Wishes = {}): number {
    const replaces = wishes.replaces ?? null;
    const interrupted = this.rows().find(
      (row) => row.state === 'interrupted' && (!replaces || row.replaces === replaces) && this.isOf(row.key, file),
    );
    if (interrupted) {
      this.goOn(interrupted.key, file, wishes.handle ?? null);
      return interrupted.key;
    }
    const key = this.nextKey++;
    const problem = refusalOf(file.size, this.usage.facts(), this.bytesNotBegun());
    this.running.set(key, this.runningOf(file, { ...wishes, replaces }, null));
    const row = { ...uploadRow(key, file.name, file.size, replaces), problem };
    this.rows.update((rows) => [{ ...row, state: problem ? 'failed' : 'queued' }, ...rows]);
    this.startNext();
    return key;
  }

  pause(key: number): void {
    const upload = this.running.get(key);
    if (upload?.asking) clearTimeout(upload.timer);
    else this.halt(key);
    this.change(key, { ...STILL, state: 'paused' });
    this.startNext();
  }

  resume(key: number): void {
    const upload = this.running.get(key);
    if (!upload) return void this.readAgain(key);
    clearTimeout(upload.timer);
    const problem = upload.url ? null : refusalOf(upload.file.size, this.usage.facts());
    this.change(key, { problem, waitsFor: null, state: problem ? 'failed' : 'queued' });
    this.startNext();
  }

  /** Stops, and takes what was sent off the server too. */
  async cancel(key: number): Promise<void> {
    const [upload, record] = [this.running.get(key), this.stopped.get(key)];
    const url = upload?.url ?? record?.url;
    this.halt(key);
    this.drop(key);
    this.startNext();
    if (!url) return;
    this.forget(url);
    // Gone already, or out of reach: then the server's own sweep takes it away.
    await giveUp(url, this.session.transport).catch(() => undefined);
    await this.usage.refresh();
  }

  /** Whether a dropped or chosen file is the one that this upload lacks. */
  isOf(key: number, file: File): boolean {
    const record = this.stopped.get(key);
    return record !== undefined && isSameFile(record, file);
  }

  /** Goes on with an interrupted upload; its file must be the same. */
  goOn(key: number, file: File, handle: FileSystemFileHandle | null = null): void {
    const record = this.stopped.get(key);
    if (!record) return;
    this.stopped.delete(key);
    this.running.set(key, this.runningOf(file, { replaces: record.replaces, handle }, record.url));
    this.change(key, { state: 'queued', problem: null });
    this.startNext();
  }

  private async readAgain(key: number): Promise<void> {
    const record = this.stopped.get(key);
    const file = record && (await this.keep.read(idOf(record.url)));
    if (record && file && isSameFile(record, file)) this.goOn(key, file);
    else this.change(key, { atHand: false });
  }

  /** A company's unfinished uploads of earlier loads of this page; those that another tab sends are left to it. */
  private async enter(companyId: string | undefined): Promise<void> {
    for (const { key } of this.rows()) this.halt(key);
    this.running.forEach((upload) => upload.freeTab());
    this.running.clear();
    this.stopped.clear();
    this.rows.set([]);
    this.records = companyId ? new UploadRecords(localStorage, companyId) : null;
    if (!companyId || !this.session.can('content:write')) return;
    const elsewhere = await heldTabs();
    for (const record of this.records?.list() ?? []) if (!elsewhere.has(tabLock(record.url))) await this.recall(record);
  }

  private async recall(record: UploadRecord): Promise<void> {
    const companyId = this.session.company()?.id;
    // Out of reach: the offset is asked for again when the upload goes on.
    const sent = await offsetAt(record.url, this.session.transport).catch(() => 0);
    if (this.session.company()?.id !== companyId) return;
    if (sent === null) return this.forget(record.url);
    const atHand = await this.keep.has(idOf(record.url)).catch(() => false);
    const key = this.nextKey++;
    this.stopped.set(key, record);
    const row = { ...uploadRow(key, record.name, record.bytes, record.replaces), sent, atHand };
    const contentId = record.replaces ?? idOf(record.url);
    this.rows.update((rows) => [...rows, { ...row, contentId, state: 'interrupted' }]);
  }

  private startNext(): void {
    const sending = this.rows().filter(({ state }) => state === 'sending').length;
    // The list shows the newest first; the oldest goes first.
    const queued = this.rows()
      .filter(({ state }) => state === 'queued')
      .reverse();
    for (const { key } of queued.slice(0, Math.max(0, AT_ONCE - sending))) this.start(key);
  }

  private start(key: number): void {
    const upload = this.running.get(key);
    if (!upload) return;
    this.change(key, { state: 'sending' });
    this.watch(key, upload);
    if (upload.asking) return;
    upload.asking = !upload.url;
    upload.tus ??= tusUpload(
      {
        file: upload.file,
        url: upload.url,
        replaces: upload.wishes.replaces ?? null,
        language: upload.wishes.language ?? null,
      },
      this.session.transport,
      {
        began: (url) => this.begin(key, upload, url),
        progress: (sent) => this.show(key, upload, sent),
        // Only then: a chunk that arrives damaged again and again is no passing trouble.
        accepted: () => (upload.attempt = 0),
        arrived: () => this.arrive(key),
        stumbled: (error) => this.stumble(key, error),
      },
    );
    upload.tus.start();
  }

  /** The server has made its row: from here on it outlives a reload. */
  private begin(key: number, upload: Running, url: string): void {
    const { file, wishes } = upload;
    const path = new URL(url, location.href).pathname;
    const replaces = wishes.replaces ?? null;
    Object.assign(upload, { url: path, asking: false });
    if (this.isPaused(key)) void upload.tus?.abort();
    this.change(key, { contentId: replaces ?? idOf(path) });
    this.records?.keep({ url: path, name: file.name, bytes: file.size, modified: file.lastModified, replaces });
    upload.freeTab();
    upload.freeTab = holdTab(path);
    const kept = wishes.recorded ? file : wishes.handle;
    // Where IndexedDB is shut off the person is asked for the file after a reload.
    if (kept) this.keep.put(idOf(path), kept).catch(() => undefined);
  }

  private show(key: number, upload: Running, sent: number): void {
    this.watch(key, upload);
    const now = performance.now();
    upload.rate.add(sent, now);
    if (now - upload.shownAt < SHOW_EVERY_MS) return;
    upload.shownAt = now;
    const { rate, file } = upload;
    this.change(key, { sent, perSecond: rate.perSecond, secondsLeft: rate.secondsLeft(file.size) });
  }

  private arrive(key: number): void {
    const upload = this.running.get(key);
    const contentId = upload?.wishes.replaces ?? (upload?.url ? idOf(upload.url) : null);
    if (upload?.url) this.forget(upload.url);
    this.halt(key);
    this.drop(key);
    if (contentId) this.arrivals.forEach((handler) => handler(contentId));
    this.startNext();
    void this.usage.refresh();
  }

  private stumble(key: number, error: Error | DetailedError): void {
    const upload = this.running.get(key);
    if (!upload) return;
    upload.asking = false;
    if (this.isPaused(key)) return;
    const stumble = stumbleOf(error, upload.attempt);
    if ('waitsFor' in stumble) return this.wait(key, stumble.waitsFor);
    this.halt(key);
    const { problem } = stumble;
    // The server knows nothing of it any more: another try begins anew.
    if (problem.status === 404 && upload.url) {
      this.forget(upload.url);
      Object.assign(upload, { url: null, tus: null });
    }
    this.change(key, { ...STILL, state: 'failed', problem });
    this.startNext();
  }

  private wait(key: number, waitsFor: 'network' | 'server'): void {
    const upload = this.running.get(key);
    if (!upload) return;
    this.halt(key);
    this.change(key, { ...STILL, state: 'waiting', waitsFor });
    upload.timer = setTimeout(() => this.resume(key), pauseBefore(upload.attempt++));
    this.startNext();
  }

  private watch(key: number, upload: Running): void {
    clearTimeout(upload.timer);
    upload.timer = setTimeout(() => this.wait(key, 'network'), SILENCE_MS);
  }

  private halt(key: number): void {
    const upload = this.running.get(key);
    clearTimeout(upload?.timer);
    upload?.rate.forget();
    if (upload) upload.asking = false;
    void upload?.tus?.abort();
  }

  private isPaused(key: number): boolean {
    return this.rows().some((row) => row.key === key && row.state === 'paused');
  }

  private bytesNotBegun(): number {
    const notBegun = this.rows().filter(({ contentId, state }) => contentId === null && state !== 'failed');
    return notBegun.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  private forget(url: string): void {
    this.records?.drop(url);
    this.keep.drop(idOf(url)).catch(() => undefined);
  }

  private runningOf(file: File, wishes: Wishes, url: string | null): Running {
    const freeTab = url ? holdTab(url) : () => undefined;
    return {
      file,
      wishes,
      url,
      freeTab,
      tus: null,
      asking: false,
      rate: new UploadRate(),
      attempt: 0,
      timer: undefined,
      shownAt: 0,
    };
  }

  private change(key: number, edit: Partial<Upload>): void {
    this.rows.update((rows) => rows.map((upload) => (upload.key === key ? { ...upload, ...edit } : upload)));
  }

  private drop(key: number): void {
    this.running.get(key)?.freeTab();
    this.running.delete(key);
    this.stopped.delete(key);
    this.rows.update((rows) => rows.filter((upload) => upload.key !== key));
  }
}
