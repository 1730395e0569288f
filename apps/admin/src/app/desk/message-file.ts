import { Component, DestroyRef, effect, inject, input, signal, untracked } from '@angular/core';
import { Api } from '../api/api';
import type { Message } from '../api/types';
import { bytes } from '../ui/format';
import { Icon } from '../ui/icon';
import { Toasts } from '../ui/toasts';

/** A file in a talk: pictures are shown, others are fetched when they are wanted. */
@Component({
  selector: 'app-message-file',
  imports: [Icon],
  template: `
    @if (address(); as address) {
      <a [href]="address" [download]="file().name"><img [src]="address" [alt]="'Picture: ' + file().name" /></a>
    } @else {
      <button type="button" [attr.aria-label]="'Download ' + file().name" (click)="download()">
        <svg [icon]="isPicture() ? 'library' : 'download'"></svg><span>{{ file().name }}</span>
        <small>{{ bytes(file().bytes) }}</small>
      </button>
    }
  `,
  styles: `
    img {
      display: block;
      max-width: 100%;
      max-height: 260px;
      margin: -2px -6px;
      border-radius: 10px;
    }
    button {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 24px;
      text-align: start;
    }
    button span {
      text-decoration: underline;
      text-underline-offset: 3px;
    }
    a {
      color: inherit;
    }
  `,
})
export class MessageFile {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  protected readonly bytes = bytes;
  readonly entryId = input.required<string>();
  readonly file = input.required<NonNullable<Message['file']>>();
  /** Of a copy of our own: the API wants a token, which an address cannot carry. */
  protected readonly address = signal<string | null>(null);

  constructor() {
    effect(() => {
      if (this.isPicture()) untracked(() => void this.show());
    });
    inject(DestroyRef).onDestroy(() => URL.revokeObjectURL(this.address() ?? ''));
  }

  protected isPicture(): boolean {
    return this.file().type.startsWith('image/');
  }

  protected async download(): Promise<void> {
    await this.toasts.try(async () => {
      const address = URL.createObjectURL(await this.api.getDeskFile(this.entryId(), this.file().id));
      const link = document.createElement('a');
      link.href = address;
      link.download = this.file().name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    });
  }

  private async show(): Promise<void> {
    // What cannot be fetched stays a button that tries again and says why.
    const blob = await this.api.getDeskFile(this.entryId(), this.file().id).catch(() => null);
    if (blob) this.address.set(URL.createObjectURL(blob));
  }
}
