import type { Localized, MediaReference, NodeBase } from '../definition.js';
import { nodeFields, object } from '../fields.js';
import type { WaitingKind } from '../kind.types.js';
import type { ScreenBase } from '../screen.js';
import { enterPlayed, playedExits, playedFields, playedWait, resumePlayed } from '../played.js';

/** Plays a sound. Exits: `next` (ended or skipped), `failed` (it cannot be played). */
export interface AudioNode extends NodeBase<'audio'> {
  media: Localized<MediaReference>;
  skippable: boolean;
}

export interface AudioScreen extends ScreenBase {
  kind: 'audio';
  contentId: string;
  skippable: boolean;
}

export const audio: WaitingKind<AudioNode> = {
  kind: 'audio',
  label: 'Audio',
  family: 'play',
  icon: 'audio',
  place: 2,
  about: 'Plays a sound, also that of a video.',
  waits: true,
  structure: object<AudioNode>({ ...nodeFields('audio'), ...playedFields }),
  create: () => ({ kind: 'audio', name: 'Audio', exits: {}, media: {}, skippable: true }),
  exits: playedExits,
  check: (node, inspection) => inspection.media(node.media, 'media', ['audio', 'video']),
  enter: enterPlayed,
  wait: playedWait,
  screen: (node, visit) => ({
    kind: 'audio',
    nodeId: visit.nodeId,
    language: visit.language,
    contentId: visit.contentId(node.media) ?? '',
    skippable: node.skippable,
  }),
  resume: resumePlayed,
};
