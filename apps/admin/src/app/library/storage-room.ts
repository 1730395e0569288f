import { Component, computed, inject, input } from '@angular/core';
import { percent } from '../ui/format';
import { Icon } from '../ui/icon';
import { LibraryUsage } from './library-usage';
import { roomOf } from './uploads/upload-limits';

/** How many pieces there are and how much of the company's room they take; a warning when it is nearly or wholly full. */
@Component({
  selector: 'app-storage-room',
  imports: [Icon],
  template: `
    <p class="small num">
      <span>
        <span role="status">{{ count() }}</span>
        @if (room(); as room) {
          · {{ room.words }}
        }
      </span>
      @if (room(); as room) {
        <span
          class="meter"
          role="meter"
          aria-label="Storage used"
          aria-valuemin="0"
          aria-valuemax="100"
          [attr.aria-valuenow]="percent(room.share)"
          [attr.aria-valuetext]="room.words"
          [attr.data-level]="room.level"
          ><i [style.inline-size.%]="room.share * 100"></i
        ></span>
      }
    </p>
    @if (room()?.level === 'full') {
      <p class="note bad">
        <svg icon="alert"></svg><b>Your library is full.</b> Uploads are refused until you delete what no flow uses, or
        an administrator gives it more room.
      </p>
    } @else if (room()?.level === 'tight') {
      <p class="note">
        <svg icon="warn"></svg><b>Your library is nearly full.</b> Delete what no flow uses to make room.
      </p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
      margin-bottom: 14px;
    }
    .small {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 6px;
    }
    .meter {
      width: 96px;
    }
    .meter[data-level='tight'] i {
      background: var(--warn);
    }
    .meter[data-level='full'] i {
      background: var(--bad);
    }
    .note {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 6px;
      align-items: center;
      padding: 8px 12px;
      border-radius: var(--r-m);
      background: var(--warn-soft);
      color: var(--ink);
    }
    .note .icon {
      color: var(--warn);
    }
    .note.bad {
      background: var(--bad-soft);
    }
    .note.bad .icon {
      color: var(--bad);
    }
  `,
})
export class StorageRoom {
  private readonly usage = inject(LibraryUsage);
  readonly count = input.required<string>();
  protected readonly percent = percent;
  protected readonly room = computed(() => {
    const facts = this.usage.facts();
    return facts && roomOf(facts);
  });
}
