import { Clipboard } from '@angular/cdk/clipboard';
import { Component, inject, input, signal } from '@angular/core';
import { Icon } from './icon';

const SAID_MS = 2_000;

@Component({
  selector: 'app-copy-button',
  imports: [Icon],
  template: `
    <button type="button" class="btn" (click)="copy()">
      <svg [icon]="copied() ? 'check' : 'copy'"></svg
      ><span aria-live="polite">{{ copied() ? 'Copied' : label() }}</span>
    </button>
  `,
})
export class CopyButton {
  private readonly clipboard = inject(Clipboard);
  readonly text = input.required<string>();
  readonly label = input('Copy');
  protected readonly copied = signal(false);

  protected copy(): void {
    if (!this.clipboard.copy(this.text())) return;
    this.copied.set(true);
    setTimeout(() => this.copied.set(false), SAID_MS);
  }
}
