import { Injectable, computed, inject, signal } from '@angular/core';
import { Session } from '../../api/session';
import { bytes } from '../../ui/format';
import { Toasts } from '../../ui/toasts';
import { isCaptionFile } from '../caption-files';
import { type PickedFile, droppedFiles, givesHandles, pickFiles } from './file-keep';
import type { Upload } from './upload';
import { Uploads } from './uploads';

interface Purpose {
  /** The piece that gets another recording. */
  replaces?: string;
  /** The upload that lacks its file. */
  resumes?: Upload;
}

/** Where files come in, dropped anywhere on the page or chosen: new pieces, replacements, missing halves, captions. */
@Injectable()
export class Intake {
  private readonly uploads = inject(Uploads);
  private readonly toasts = inject(Toasts);
  private readonly session = inject(Session);
  private readonly mayWrite = computed(() => this.session.can('content:write'));
  private purpose: Purpose = {};

  readonly dragging = signal(false);
  readonly captions = signal<readonly File[]>([]);
  /** The page's own file box, for browsers whose picker gives no handles. */
  box: HTMLInputElement | null = null;

  async choose(purpose: Purpose = {}): Promise<void> {
    const several = !purpose.replaces && !purpose.resumes;
    if (givesHandles()) return this.receive(await pickFiles(several), purpose);
    this.purpose = purpose;
    if (!this.box) return;
    this.box.multiple = several;
    this.box.click();
  }

  boxChanged(box: HTMLInputElement): void {
    const picked = [...(box.files ?? [])].map((file) => ({ file, handle: null }));
    box.value = '';
    box.multiple = true;
    this.receive(picked, this.purpose);
    this.purpose = {};
  }

  over(event: DragEvent): void {
    if (!this.mayWrite() || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    this.dragging.set(true);
  }

  leave(event: DragEvent): void {
    const to = event.relatedTarget;
    if (!(to instanceof Node && event.currentTarget instanceof Node && event.currentTarget.contains(to)))
      this.dragging.set(false);
  }

  async drop(event: DragEvent): Promise<void> {
    if (!this.dragging() || !event.dataTransfer) return;
    event.preventDefault();
    this.dragging.set(false);
    this.receive(await droppedFiles(event.dataTransfer), {});
  }

  private receive(picked: readonly PickedFile[], { replaces, resumes }: Purpose): void {
    const captions = picked.map(({ file }) => file).filter(isCaptionFile);
    if (captions.length) this.captions.set(captions);
    const media = picked.filter(({ file }) => !isCaptionFile(file));
    const [first] = media;
    if (resumes && first) return this.resume(resumes, first);
    for (const { file, handle } of media) this.uploads.add(file, { replaces: replaces ?? null, handle });
  }

  private resume(upload: Upload, { file, handle }: PickedFile): void {
    if (this.uploads.isOf(upload.key, file)) return this.uploads.goOn(upload.key, file, handle);
    this.toasts.say(
      `${file.name} is another file. To go on, choose the one that was begun: ${upload.name}, ${bytes(upload.bytes)}.`,
    );
  }
}
