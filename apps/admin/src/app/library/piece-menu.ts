import { Injectable, computed, inject } from '@angular/core';
import { Session } from '../api/session';
import type { Content } from '../api/types';
import type { MenuAction } from '../ui/more-menu';
import { PieceActions, type Shown } from './piece-actions';
import { pieceState } from './piece-state';
import { Intake } from './uploads/intake';

interface Doors {
  play: () => void;
  open: () => void;
  rename: () => void;
  captions: () => void;
  shown: Shown;
}

/** What the menu of a piece offers, by how it stands and what the person may do. */
@Injectable()
export class PieceMenu {
  private readonly pieceActions = inject(PieceActions);
  private readonly intake = inject(Intake);
  private readonly session = inject(Session);
  private readonly mayWrite = computed(() => this.session.can('content:write'));

  of(content: Content, { play, open, rename, captions, shown }: Doors): MenuAction[] {
    const { stage } = pieceState(content);
    const actions: MenuAction[] = [];
    if (content.media) actions.push({ label: 'Play', run: play });
    actions.push({ label: 'Details', run: open });
    if (!this.mayWrite()) return actions;
    actions.push({ label: 'Rename', run: rename }, { label: 'Edit tags', run: open });
    if (stage === 'ready' || stage === 'failed')
      actions.push({ label: 'Replace…', run: () => this.intake.choose({ replaces: content.id }) });
    if (stage === 'failed' || stage === 'replacement-failed')
      actions.push({ label: 'Retry', run: () => this.pieceActions.retry(content, shown) });
    if (stage === 'replacement-failed' || stage === 'replacing')
      actions.push({ label: 'Discard the replacement', run: () => this.pieceActions.discard(content, shown) });
    if (content.media && content.kind !== 'image') actions.push({ label: 'Captions', run: captions });
    if (content.archivedAt)
      actions.push({ label: 'Take out of the archive', run: () => this.pieceActions.restore([content], shown) });
    else actions.push({ label: 'Archive', run: () => this.pieceActions.archive([content], shown) });
    actions.push({ label: 'Delete…', danger: true, run: () => this.pieceActions.delete([content], shown) });
    return actions;
  }
}
