import { Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import { Session } from '../../api/session';
import type { Content } from '../../api/types';
import { pieceState } from '../../library/piece-state';
import { PieceThumb } from '../../library/piece-thumb';
import { Uploads } from '../../library/uploads';
import { Dialog } from '../../ui/dialog';
import { clock, percent } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { Shelf } from '../draft/shelf';

/** The library as a dialog: what is ready and fits, newest first, and a file from this device. */
@Component({
  selector: 'app-media-picker',
  imports: [Dialog, Icon, PieceThumb],
  template: `
    <!-- A section, so that the dialog's header is not taken for a second banner of the page. -->
    <section>
      <app-dialog [heading]="heading()" [wide]="true" (closed)="closed.emit()">
        <div class="bar">
          <div class="search">
            <svg icon="search"></svg>
            <input
              #box
              class="input"
              type="search"
              data-first
              aria-label="Search the library"
              placeholder="Search"
              [value]="query()"
              (input)="query.set(box.value)"
            />
          </div>
          @if (mayUpload) {
            <button type="button" class="btn" (click)="file.click()"><svg icon="upload"></svg>Upload a file</button>
            <input #file type="file" hidden data-testid="upload-in-place" [accept]="accept()" (change)="upload(file)" />
          }
        </div>
        <ul role="list">
          @for (content of found(); track content.id) {
            <li>
              <button type="button" class="item" (click)="chosen.emit(content)">
                <app-piece-thumb [content]="content" [state]="stateOf(content)" [small]="true" [still]="true" />
                <b>{{ content.name }}</b>
                <small>{{ words(content) }}</small>
              </button>
            </li>
          } @empty {
            <li class="none">
              {{ query() ? 'Nothing of that name is ready.' : 'Nothing here is ready to play yet.' }}
              @if (mayUpload) {
                Upload a file and go on; it is prepared meanwhile.
              }
            </li>
          }
        </ul>
      </app-dialog>
    </section>
  `,
  styleUrl: './media-picker.css',
})
export class MediaPicker {
  private readonly shelf = inject(Shelf);
  private readonly uploads = inject(Uploads);
  protected readonly mayUpload = inject(Session).can('content:write');
  protected readonly query = signal('');
  private readonly sending = signal<number | null>(null);

  readonly kinds = input.required<readonly ('video' | 'audio')[]>();
  readonly chosen = output<Pick<Content, 'id'>>();
  readonly closed = output();

  protected readonly heading = computed(() => (this.kinds()[0] === 'audio' ? 'Choose a sound' : 'Choose a video'));
  protected readonly accept = computed(() =>
    this.kinds()
      .map((kind) => `${kind}/*`)
      .join(','),
  );
  protected readonly found = computed(() => {
    const wanted = this.query().trim().toLowerCase();
    return this.shelf.all().filter(
      ({ kind, status, revision, archivedAt, name }) =>
        (kind === 'video' || kind === 'audio') &&
        this.kinds().includes(kind) &&
        archivedAt === null &&
        // A failed replacement leaves what was there.
        (status !== 'failed' || revision !== null) &&
        name.toLowerCase().includes(wanted),
    );
  });

  constructor() {
    effect(() => {
      // The server has made its row: the node may point at it while the bytes are still on their way.
      const key = this.sending();
      const id = key === null ? null : this.uploads.list().find((upload) => upload.key === key)?.contentId;
      if (id) untracked(() => this.take(id));
    });
  }

  protected upload(file: HTMLInputElement): void {
    const picked = file.files?.[0];
    file.value = '';
    if (!picked) return;
    this.sending.set(this.uploads.add(picked));
  }

  private take(id: string): void {
    // Refused or offline: the live channel tells of the piece later, and the upload itself shows what went wrong.
    this.shelf.fetch(id).catch(() => undefined);
    this.chosen.emit({ id });
  }

  protected stateOf(content: Content) {
    return pieceState(content);
  }

  protected words(content: Content): string {
    if (content.media) {
      const length = content.durationSeconds === null ? '' : clock(content.durationSeconds);
      return [length, content.captions.join(' ').toUpperCase()].filter(Boolean).join(' · ');
    }
    return content.status === 'transcoding' ? `Preparing ${percent(content.progress)} %` : 'On its way';
  }
}
