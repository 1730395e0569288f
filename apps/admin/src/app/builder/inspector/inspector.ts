import { NgComponentOutlet } from '@angular/common';
import {
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  output,
  untracked,
} from '@angular/core';
import { LIMITS, kinds } from '@calldocker/flow-engine';
import { Icon } from '../../ui/icon';
import { Kind, kindLook } from '../../ui/kind';
import { type MenuAction, MoreMenu } from '../../ui/more-menu';
import { Editor } from '../canvas/editor';
import { DraftStore } from '../draft/draft-store';
import { Presence, namesOf } from '../presence';
import { FlowSettings } from './flow-settings';
import { formOf } from './forms';
import { GoesTo } from './goes-to';
import { Inspected } from './inspected';
import { IssueLines } from './issue-lines';
import { Several } from './several';
import { Tick } from './tick';
import { focusField } from './languages/field-focus';
import { LanguageTabs } from './languages/language-tabs';

/** The settings of the selected node; of the flow, when none is. */
@Component({
  selector: 'app-inspector',
  imports: [FlowSettings, GoesTo, Icon, IssueLines, Kind, LanguageTabs, MoreMenu, NgComponentOutlet, Several, Tick],
  providers: [Inspected],
  host: { role: 'complementary', 'aria-label': 'Settings' },
  templateUrl: './inspector.html',
  styleUrl: './inspector.css',
})
export class Inspector {
  protected readonly store = inject(DraftStore);
  private readonly editor = inject(Editor);
  private readonly inspected = inject(Inspected);
  private readonly presence = inject(Presence);
  protected readonly nameLimit = LIMITS.nameLength;

  readonly closed = output();

  protected readonly id = this.inspected.id;
  protected readonly node = this.inspected.node;
  private readonly kind = computed(() => this.node()?.kind);
  protected readonly look = computed(() => kindLook(this.kind() ?? ''));
  protected readonly form = computed(() => {
    const kind = this.kind();
    return kind === undefined ? null : formOf(kind);
  });
  protected readonly beside = computed(() => {
    const people = this.presence.on(this.id() ?? '');
    return people.length === 0 ? null : `${namesOf(people)} ${people.length === 1 ? 'works' : 'work'}`;
  });
  /** The flow has a background sound, and visitors stay at the node for a while. */
  protected readonly sounds = computed(() => {
    const node = this.node();
    if (!node) return false;
    const heard = this.store.definition().background !== undefined && kinds[node.kind].waits;
    return heard || node.background !== undefined;
  });
  protected readonly many = computed(() => this.store.selection().size);
  /** What concerns the node as a whole. */
  protected readonly issues = computed(() =>
    this.inspected.issues().filter(({ field, exit }) => field === undefined && exit === undefined),
  );
  protected readonly nameIssues = computed(() => this.inspected.at('name'));
  protected readonly actions = computed<MenuAction[]>(() => {
    const id = this.id();
    const actions: MenuAction[] = [{ label: 'Delete', run: () => this.editor.remove(), danger: true }];
    if (id !== null && this.store.definition().start !== id) {
      actions.unshift({ label: 'Start the flow here', run: () => this.store.setStart(id) });
    }
    return actions;
  });

  constructor() {
    const [injector, host] = [inject(Injector), inject<ElementRef<HTMLElement>>(ElementRef)];
    effect(() => {
      const field = this.inspected.fieldWish();
      if (field === null || !this.node()) return;
      untracked(() => this.inspected.fieldWish.set(null));
      // Twice: the form of another node is drawn within the first.
      const focus = () => focusField(host.nativeElement, field);
      afterNextRender(() => afterNextRender(focus, { injector }), { injector });
    });
  }
}
