import { inject } from '@angular/core';
import { kinds } from '@calldocker/flow-engine';
import { type Command, Commands, KEYS_COMMAND } from '../commands/commands';
import { languageName } from '../library/languages';
import { kindLook } from '../ui/kind';
import { Acts } from './acts';
import { Editor } from './canvas/editor';
import { Scene } from './canvas/scene';
import { Viewport } from './canvas/viewport';
import { DraftStore } from './draft/draft-store';
import { FlowDesk } from './flow-desk';

/** What the builder's page does, beside what its parts can be asked for directly. */
export interface BuilderActs {
  mayWrite(): boolean;
  mayPublish(): boolean;
  publish(): void;
  nextProblem(): void;
  showVersions(): void;
  togglePreview(): void;
  show(view: 'canvas' | 'outline'): void;
  settings(): void;
  showKeys(): void;
}

const MOST_NODES = 12;
const GROUP = 'This flow';

/** Everything of the builder by name: new nodes, the nodes there are, and what the page can do with the flow. */
export function offerBuilderCommands(acts: BuilderActs): void {
  const [store, editor, viewport, scene] = [inject(DraftStore), inject(Editor), inject(Viewport), inject(Scene)];
  const [desk, deeds] = [inject(FlowDesk), inject(Acts)];
  const commands = inject(Commands);
  const one = (id: string, label: string, icon: string, run: () => unknown, more: Partial<Command> = {}): Command => ({
    id: `builder ${id}`,
    label,
    icon,
    group: GROUP,
    run,
    ...more,
  });
  commands.offerSearch((query) => {
    const wanted = query.toLowerCase();
    const nodes = Object.entries(store.definition().nodes).filter(([, { name }]) =>
      name.toLowerCase().includes(wanted),
    );
    return Promise.resolve(
      nodes.slice(0, MOST_NODES).map(([id, { name, kind }]) => ({
        id: `node ${id}`,
        label: name,
        group: 'Go to a node',
        icon: kindLook(kind).icon,
        words: query,
        run: () => editor.show(id),
      })),
    );
  });
  commands.offer(() => {
    if (!desk.ready()) return [];
    // What the menus of the canvas have, for what is selected now. A new node and undoing stand below, always.
    const several = store.selection().size > 1 ? deeds.aligning() : [];
    const selected = [...deeds.menu(null), ...several]
      .flat()
      .filter(({ label }) => label !== 'New node…')
      .map(({ label, keys, icon = 'target', run }) => one(`act ${label}`, label, icon, run, keys ? { keys } : {}));
    const languages = store.definition().languages.filter((language) => language !== store.language());
    const looking = [
      ...selected,
      one('keys', 'Keys of the builder', 'info', () => acts.showKeys(), {
        id: KEYS_COMMAND,
        group: 'Console',
        keys: '?',
        words: 'shortcuts keyboard help',
      }),
      one('preview', 'Preview', 'play', () => acts.togglePreview(), { words: 'try test phone visitor' }),
      one('versions', 'Versions', 'history', () => acts.showVersions(), { words: 'history compare restore roll back' }),
      one('canvas', 'Canvas', 'flow', () => acts.show('canvas'), { words: 'view' }),
      one('outline', 'Outline', 'outline', () => acts.show('outline'), { words: 'view list' }),
      one('problem', 'The next thing to fix', 'alert', () => acts.nextProblem(), {
        keys: '.',
        words: 'problem error issue',
      }),
      one('fit', 'See all of the flow', 'fit', () => viewport.fit(scene.bounds(), editor.coveredRight()), {
        keys: 'F',
        words: 'zoom fit view',
      }),
      one('life', 'As large as life', 'search', () => viewport.zoomTo(1), { keys: '0', words: 'zoom 100' }),
      ...languages.map((language) =>
        one(`write ${language}`, `Write in ${languageName(language)}`, 'globe', () => store.write(language), {
          words: 'language translate',
        }),
      ),
    ];
    if (!acts.mayWrite()) return looking;
    const [undo, redo] = [store.undoLabel(), store.redoLabel()];
    const writing = [
      one('new', 'New node…', 'plus', () => editor.openNew(), { keys: 'N', words: 'add create' }),
      ...(undo ? [one('undo', `Undo: ${undo}`, 'undo', () => editor.undo(), { keys: 'Ctrl+Z', words: 'back' })] : []),
      ...(redo ? [one('redo', `Redo: ${redo}`, 'redo', () => editor.redo(), { keys: 'Ctrl+Shift+Z' })] : []),
      one('settings', 'Languages and variables', 'settings', () => acts.settings(), { words: 'flow settings country' }),
    ];
    const publish = one('publish', 'Publish…', 'check', () => acts.publish(), { words: 'live version release' });
    const adding = Object.values(kinds).map(({ kind, label, about, icon }): Command => ({
      id: `add ${kind}`,
      label: `Add: ${label}`,
      group: 'New node',
      icon,
      words: `${label} ${about} create`,
      run: () => editor.create(kind),
    }));
    return [...(acts.mayPublish() ? [publish] : []), ...writing, ...looking, ...adding];
  });
}
