import { CdkDrag, type CdkDragDrop, CdkDragHandle, CdkDropList, moveItemInArray } from '@angular/cdk/drag-drop';
import { Component, computed, inject, signal } from '@angular/core';
import { LIMITS, type Localized, type MenuChoice } from '@calldocker/flow-engine';
import type { Content } from '../../../api/types';
import { many } from '../../../ui/format';
import { Icon } from '../../../ui/icon';
import { DraftStore } from '../../draft/draft-store';
import { nextLocalId } from '../../draft/node-id';
import { Shelf } from '../../draft/shelf';
import { HotspotEditor, type PlaceEdit } from '../hotspots/hotspot-editor';
import { menuPicture } from '../hotspots/menu-picture';
import { Inspected, editing } from '../inspected';
import type { KindForm } from '../kind-form';
import { MediaField } from '../media-field';
import type { ChoiceEdit } from '../menu-choice-more';
import { MenuChoiceRow } from '../menu-choice-row';
import { SortRow } from '../sort-row';
import { TextField } from '../text-field';
import { Tick } from '../tick';
import { Tries } from '../tries';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#'];

@Component({
  selector: 'app-menu-form',
  imports: [
    CdkDrag,
    CdkDragHandle,
    CdkDropList,
    HotspotEditor,
    Icon,
    MediaField,
    MenuChoiceRow,
    SortRow,
    TextField,
    Tick,
    Tries,
  ],
  templateUrl: './menu.html',
  styleUrl: './menu.css',
})
class MenuForm {
  private readonly store = inject(DraftStore);
  private readonly shelf = inject(Shelf);
  private readonly inspected = inject(Inspected);
  protected readonly edit = editing('menu');
  protected readonly limits = LIMITS;
  protected readonly choices = computed(() => this.edit.node()?.choices ?? []);

  protected readonly placing = signal(false);
  protected readonly placed = computed(() => this.choices().filter(({ hotspot }) => hotspot).length);
  protected readonly film = computed<Content | null>(() => {
    const id = this.inspected.id();
    const isFilm = (contentId: string) => this.shelf.find(contentId)?.kind === 'video';
    const film = id === null ? null : menuPicture(this.store.definition(), id, this.store.language(), isFilm);
    return this.shelf.find(film) ?? null;
  });

  protected openPlaces(): void {
    const film = this.film();
    // Addresses of media run out; without an answer the ones at hand are tried.
    if (film) this.shelf.fetch(film.id).catch(() => undefined);
    this.placing.set(true);
  }

  protected place({ id, edit, field }: PlaceEdit): void {
    this.extend(id, { edit, field });
  }

  protected add(): void {
    const choices = this.choices();
    const taken = new Set(choices.map((choice) => choice.key));
    const key = KEYS.find((one) => !taken.has(one));
    this.edit.change({ choices: [...choices, { id: nextLocalId(choices), label: {}, ...(key && { key }) }] });
  }

  protected remove(id: string): void {
    this.edit.change({ choices: this.choices().filter((choice) => choice.id !== id) });
  }

  protected write(id: string, label: Localized<string>): void {
    this.replace(id, { label }, `choices ${id}`);
  }

  protected give(id: string, key: string | undefined): void {
    this.edit.change({
      choices: this.choices().map((choice) => (choice.id === id ? withKey(choice, key) : choice)),
    });
  }

  protected extend(id: string, { edit, field }: ChoiceEdit): void {
    this.replace(id, edit, field === null ? undefined : `choices ${id} ${field}`);
  }

  protected drop(event: CdkDragDrop<unknown>): void {
    this.move(event.previousIndex, event.currentIndex);
  }

  protected move(from: number, to: number): void {
    const choices = [...this.choices()];
    if (to < 0 || to >= choices.length || from === to) return;
    moveItemInArray(choices, from, to);
    this.edit.change({ choices });
  }

  private replace(id: string, edit: Partial<MenuChoice>, field?: string): void {
    const choices = this.choices().map((choice) => (choice.id === id ? { ...choice, ...edit } : choice));
    this.edit.change({ choices }, field);
  }
}

function withKey({ key: _old, ...choice }: MenuChoice, key: string | undefined): MenuChoice {
  return key ? { ...choice, key } : choice;
}

export const menuForm: KindForm<'menu'> = {
  kind: 'menu',
  form: MenuForm,
  summary: (node) => `${many(node.choices.length, 'choice')} · ${node.timeoutSeconds} s`,
};
