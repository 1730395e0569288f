import { Component, computed, input } from '@angular/core';
import { type Family, type KindInfo, kinds } from '@calldocker/flow-engine';
import { symbolOf } from './symbol';

type KindLook = Pick<KindInfo, 'label' | 'icon'> & { family: Family };

/** By name, since a session or a report may tell of a kind that a newer server has. */
const LOOKS: ReadonlyMap<string, KindLook> = new Map(Object.entries(kinds));

export function kindLook(kind: string): KindLook {
  return LOOKS.get(kind) ?? { family: 'system', icon: 'package', label: kind };
}

/** A node kind's tile: family by colour, kind by icon. The word stands beside it. */
@Component({
  selector: 'app-kind',
  host: { class: 'kind', '[attr.data-family]': 'look().family' },
  // Its own drawing: which symbol it is, is for the engine to say.
  template: '<svg class="icon" aria-hidden="true"><use [attr.href]="symbol()" /></svg>',
})
export class Kind {
  readonly kind = input.required<string>();
  protected readonly look = computed(() => kindLook(this.kind()));
  protected readonly symbol = computed(() => symbolOf(this.look().icon));
}
