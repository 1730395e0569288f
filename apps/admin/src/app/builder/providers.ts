/** What the builder's parts share, made anew for each flow's page. */
import { LiveAnnouncer } from '@angular/cdk/a11y';
import { type Provider, computed, inject } from '@angular/core';
import { Api } from '../api/api';
import { Session } from '../api/session';
import { Editor } from './canvas/editor';
import { Scene } from './canvas/scene';
import { Viewport } from './canvas/viewport';
import { WireHand } from './canvas/wire-hand';
import { Toasts } from '../ui/toasts';
import { arrivalWords } from './draft/arrivals';
import { DraftStore } from './draft/draft-store';
import { Shelf } from './draft/shelf';
import { Surroundings } from './draft/surroundings';
import { FlowDesk } from './flow-desk';
import { Presence } from './presence';
import { PreviewSession } from './preview/preview-session';

const TOLD_EVERY_MS = 20_000;

export const BUILDER_PROVIDERS: Provider[] = [
  { provide: Viewport, useFactory: () => new Viewport() },
  { provide: Shelf, useFactory: () => new Shelf(inject(Api)) },
  { provide: Surroundings, useFactory: makeSurroundings },
  { provide: DraftStore, useFactory: makeStore },
  { provide: Editor, useFactory: makeEditor },
  { provide: WireHand, useFactory: () => new WireHand(inject(Editor), inject(Viewport)) },
  { provide: Scene, useFactory: () => new Scene(inject(DraftStore), inject(Shelf), inject(Editor)) },
  { provide: Presence, useFactory: makePresence },
  { provide: FlowDesk, useFactory: makeDesk },
  { provide: PreviewSession, useFactory: makePreview },
];

function makeSurroundings(): Surroundings {
  return new Surroundings(inject(Api));
}

function makeStore(): DraftStore {
  const [shelf, surroundings] = [inject(Shelf), inject(Surroundings)];
  return new DraftStore(computed(() => ({ ...shelf.facts(), ...surroundings.facts() })));
}

function makeEditor(): Editor {
  const announcer = inject(LiveAnnouncer);
  return new Editor(inject(DraftStore), inject(Viewport), (text) => void announcer.announce(text, 'polite'));
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
