import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { Icon } from '../../ui/icon';
import { Kind, kindLook } from '../../ui/kind';
import { DraftStore } from '../draft/draft-store';
import { Presence, firstNamesOf } from '../presence';
import { type CardView, type ExitView, severityOf } from './cards';
import { Editor } from './editor';
import { Movable } from './movable';
import { Moving } from './moving';
import { ROOM, mayBeCut } from './text-room';
import { WireHand } from './wire-hand';

/** A node on the canvas: icon, title, kind, one line of summary, and a row with its port for each exit. */
@Component({
  selector: 'li[appNodeCard]',
  imports: [Icon, Kind],
  hostDirectives: [{ directive: Movable, inputs: ['appMovable'] }],
  host: {
    class: 'node',
    'data-testid': 'node',
    '[attr.data-node-id]': 'card().id',
    '[attr.data-kind]': 'card().node.kind',
    '[attr.data-family]': 'look().family',
    '[style.left.px]': 'card().at.x',
    '[style.top.px]': 'card().at.y',
    '[style.height.px]': 'card().box.height',
    '[style.translate]': 'following()',
    '[class.selected]': 'selected()',
    '[class.here]': 'here()',
    '[class.found]': 'found()',
    '[class.target]': 'isTarget()',
    '(pointerdown)': 'take($event)',
    '(click)': 'choose($event)',
    '(dblclick)': 'editor.inspectWish.set(card().id)',
  },
  templateUrl: './node-card.html',
  styleUrl: './node-card.css',
})
export class NodeCard {
  private readonly movable = inject(Movable, { self: true });
  private readonly moving = inject(Moving);
  private readonly store = inject(DraftStore);
  private readonly presence = inject(Presence);
  protected readonly editor = inject(Editor);
  protected readonly hand = inject(WireHand);

  protected readonly room = ROOM;
  protected readonly cut = mayBeCut;

  /** The press under way has answered "Connect to…". */
  private answers = false;

  readonly card = input.required<CardView>();
  readonly selected = input(false);
  /** The preview is on this node. */
  readonly here = input(false);
  readonly tabbable = input(false);
  /** Too small to read: only what it is. */
  readonly far = input(false);
  /** Summary and exits are made when they are seen first, and only hidden from then on. */
  protected readonly full = linkedSignal<boolean, boolean>({
    source: this.far,
    computation: (far, before) => !far || (before?.value ?? false),
  });
  /** A search has found it. */
  readonly found = input(false);

  protected readonly look = computed(() => kindLook(this.card().node.kind));
  protected readonly severity = computed(() => severityOf(this.card().issues));
  protected readonly flagText = computed(() => {
    const issues = this.card().issues;
    const errors = issues.filter((issue) => issue.severity === 'error').length;
    return errors > 0 ? `${errors} to fix` : `${issues.length} to check`;
  });
  protected readonly label = computed(() => {
    const { node, exits, issues, isStart } = this.card();
    const parts = [`${node.name}, ${this.look().label}`];
    if (isStart) parts.push('the flow starts here');
    if (this.here()) parts.push('preview is here');
    if (this.beside().length > 0) parts.push(this.besideWords());
    if (issues.length > 0) parts.push(this.flagText());
    return [parts.join(', '), ...exits.map((exit) => `${exit.label}: ${whither(exit)}`)].join('. ');
  });
  protected readonly beside = computed(() => this.presence.on(this.card().id));
  protected readonly besideWords = computed(() => {
    const people = this.beside();
    return people.length === 0 ? '' : `${firstNamesOf(people)} ${people.length === 1 ? 'is' : 'are'} editing this`;
  });
  protected readonly isTarget = computed(() => this.editor.wireTarget() === this.card().id);
  /** A card of the selection that follows the one under the pointer. */
  protected readonly following = computed(() => {
    const group = this.moving.followers();
    const id = this.card().id;
    return group && group.lead !== id && group.ids.has(id) ? `${group.by.x}px ${group.by.y}px` : null;
  });

  protected exitLabel(exit: ExitView): string {
    return `${exit.label} exit of ${this.card().node.name}, ${whither(exit)}`;
  }

  protected take(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.answers = this.editor.answerWith(this.card().id);
    // The chooser is answered: the press moves neither focus nor the card.
    if (this.answers) event.preventDefault();
    else if (!adds(event) && !this.selected()) this.store.select(this.card().id);
  }

  protected choose(event: MouseEvent): void {
    if (this.answers || this.movable.justDropped()) return;
    if (adds(event)) this.store.toggle(this.card().id);
    else this.store.select(this.card().id);
  }

  protected press(exit: ExitView): void {
    const from = { nodeId: this.card().id, exit: exit.id };
    if (this.hand.justDragged()) return;
    if (exit.shape === 'chip' && exit.to !== null) this.editor.show(exit.to);
    else this.editor.openConnect(from);
  }

  protected reach(exit: ExitView, event: PointerEvent): void {
    event.stopPropagation();
    this.hand.take({ nodeId: this.card().id, exit: exit.id }, event);
  }
}

/** Shift, as everywhere, or the platform's own key. */
function adds(event: MouseEvent): boolean {
  return event.shiftKey || event.ctrlKey || event.metaKey;
}

function whither(exit: ExitView): string {
  return exit.toName === null ? 'leads nowhere yet' : `goes to ${exit.toName}`;
}
