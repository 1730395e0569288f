/** What the builder's parts share, made anew for each flow's page. */
import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Clipboard as SystemClipboard } from '@angular/cdk/clipboard';
import { InjectionToken, Injector, type Provider, type Signal, computed, inject } from '@angular/core';
import type { Facts } from '@calldocker/flow-engine';
import type { ElkNode } from 'elkjs/lib/elk-api';
import { Api } from '../api/api';
import { Session } from '../api/session';
import { Toasts } from '../ui/toasts';
import { Acts } from './acts';
import { Editor } from './canvas/editor';
import { Finder } from './canvas/finder';
import { Marking } from './canvas/marking';
import { Moving } from './canvas/moving';
import { Scene } from './canvas/scene';
import { Tidying } from './canvas/tidying';
import { Viewport } from './canvas/viewport';
import { WireHand } from './canvas/wire-hand';
import { Clipboard } from './clipboard';
import { arrivalWords } from './draft/arrivals';
import { DraftStore } from './draft/draft-store';
import { Shelf } from './draft/shelf';
import { Surroundings } from './draft/surroundings';
import { FlowDesk } from './flow-desk';
import type { Hands } from './hands';
import { Presence } from './presence';
import { PreviewSession } from './preview/preview-session';

const TOLD_EVERY_MS = 20_000;
export const HANDS = new InjectionToken<Hands>('hands');
/** What the checks know of the world around the flow. */
const FACTS = new InjectionToken<Signal<Facts>>('facts');

export const BUILDER_PROVIDERS: Provider[] = [
  { provide: Viewport, useFactory: () => new Viewport() },
  { provide: Shelf, useFactory: () => new Shelf(inject(Api)) },
  { provide: Surroundings, useFactory: makeSurroundings },
  { provide: FACTS, useFactory: makeFacts },
  { provide: DraftStore, useFactory: () => new DraftStore(inject(FACTS)) },
  { provide: Moving, useFactory: makeMoving },
  { provide: Editor, useFactory: makeEditor },
  { provide: WireHand, useFactory: () => new WireHand(inject(Editor), inject(Viewport)) },
  { provide: Presence, useFactory: makePresence },
  { provide: Scene, useFactory: makeScene },
  { provide: Marking, useFactory: makeMarking },
  { provide: Clipboard, useFactory: makeClipboard },
  { provide: Tidying, useFactory: makeTidying },
  { provide: Finder, useFactory: () => new Finder(inject(DraftStore), inject(Editor)) },
  { provide: HANDS, useFactory: makeHands },
  { provide: Acts, useFactory: () => new Acts(inject(DraftStore), inject(HANDS)) },
  { provide: FlowDesk, useFactory: makeDesk },
  { provide: PreviewSession, useFactory: makePreview },
];

function makeSurroundings(): Surroundings {
  return new Surroundings(inject(Api));
}

function makeFacts(): Signal<Facts> {
  const [shelf, surroundings] = [inject(Shelf), inject(Surroundings)];
  return computed(() => ({ ...shelf.facts(), ...surroundings.facts() }));
}

function makeEditor(): Editor {
  return new Editor(inject(DraftStore), inject(Viewport), inject(Moving), announce());
}

function makeMoving(): Moving {
  // Asked for only once something moves: the scene itself reads what moves.
  const injector = inject(Injector);
  const wireAt: Scene['wireAt'] = (point, zoom) => injector.get(Scene).wireAt(point, zoom);
  return new Moving(inject(DraftStore), inject(Viewport), announce(), wireAt);
}

function makeScene(): Scene {
  return new Scene(inject(DraftStore), inject(Shelf), inject(Moving), inject(Viewport));
}

function makeMarking(): Marking {
  return new Marking(inject(DraftStore), inject(Viewport), inject(Editor), announce());
}

function makeClipboard(): Clipboard {
  const [system, store] = [inject(SystemClipboard), inject(DraftStore)];
  const toasts = inject(Toasts);
  return new Clipboard(store, inject(Editor), inject(Viewport), inject(FACTS), {
    say: (text, action) => toasts.say(text, action),
    refuse: (problem) => toasts.refuse(problem),
    put: (text) => system.copy(text),
  });
}

function makeTidying(): Tidying {
  // Large, and seldom asked for.
  const layOut = async (graph: ElkNode, stop: AbortSignal): Promise<ElkNode> =>
    (await import('./canvas/layout-worker')).layOut(graph, stop);
  return new Tidying(inject(DraftStore), layOut, inject(Toasts));
}

function makeHands(): Hands {
  return {
    editor: inject(Editor),
    moving: inject(Moving),
    marking: inject(Marking),
    tidying: inject(Tidying),
    finder: inject(Finder),
    clipboard: inject(Clipboard),
  };
}

function announce(): (text: string) => void {
  const announcer = inject(LiveAnnouncer);
  return (text) => void announcer.announce(text, 'polite');
}

function makeDesk(): FlowDesk {
  const [session, toasts] = [inject(Session), inject(Toasts)];
  let lastTold = -Infinity;
  const desk: FlowDesk = new FlowDesk(
    inject(Api),
    inject(DraftStore),
    () => session.me()?.userId ?? '',
    (arrival) => {
      // Who types beside one saves every second: that is not told each time.
      const words = performance.now() - lastTold < TOLD_EVERY_MS ? null : arrivalWords(arrival);
      if (words === null) return;
      lastTold = performance.now();
      toasts.say(words, { label: 'Undo', run: () => desk.takeOut(arrival) });
    },
  );
  return desk;
}

function makePresence(): Presence {
  const api = inject(Api);
  return new Presence((flowId, said) => api.tellPresence(flowId, said));
}

function makePreview(): PreviewSession {
  const [desk, surroundings] = [inject(FlowDesk), inject(Surroundings)];
  const world = () => ({ bindings: surroundings.bindings(), subflows: surroundings.subflows() });
  return new PreviewSession(() => desk.flow()?.id ?? '', Date.now, world);
}
