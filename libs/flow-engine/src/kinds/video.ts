import type { Localized, MediaReference, NodeBase } from '../definition.js';
import { nodeFields, object } from '../fields.js';
import type { WaitingKind } from '../kind.types.js';
import type { ScreenBase } from '../screen.js';
import { enterPlayed, playedExits, playedFields, playedWait, resumePlayed } from '../played.js';

/** Plays a video. Exits: `next` (ended or skipped), `failed` (it cannot be played). */
export interface VideoNode extends NodeBase<'video'> {
  media: Localized<MediaReference>;
  skippable: boolean;
}

export interface VideoScreen extends ScreenBase {
  kind: 'video';
  contentId: string;
  skippable: boolean;
}

export const video: WaitingKind<VideoNode> = {
  kind: 'video',
  label: 'Video',
  family: 'play',
  icon: 'video',
  place: 1,
  about: 'Plays a video.',
  waits: true,
  structure: object<VideoNode>({ ...nodeFields('video'), ...playedFields }),
  create: () => ({ kind: 'video', name: 'Video', exits: {}, media: {}, skippable: true }),
  exits: playedExits,
  check: (node, inspection) => inspection.media(node.media, 'media', ['video']),
  enter: enterPlayed,
  wait: playedWait,
  screen: (node, visit) => ({
    kind: 'video',
    nodeId: visit.nodeId,
    language: visit.language,
    contentId: visit.contentId(node.media) ?? '',
    skippable: node.skippable,
  }),
  resume: resumePlayed,
};
