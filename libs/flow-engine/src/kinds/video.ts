import type { Localized, MediaReference, NodeBase } from '../definition.js';
import { nodeFields, object } from '../fields.js';
import type { WaitingKind } from '../kind.types.js';
import { enterPlayed, playedExits, playedFields, playedWait, resumePlayed } from './media.js';

/** Plays a video. Exits: `next` (ended or skipped), `failed` (it cannot be played). */
export interface VideoNode extends NodeBase<'video'> {
  media: Localized<MediaReference>;
  skippable: boolean;
}

export const video: WaitingKind<VideoNode> = {
  kind: 'video',
  label: 'Video',
  family: 'play',
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
