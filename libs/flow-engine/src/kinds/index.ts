// Written by `npm run generate` from the files of this folder.
import { ask, type AskNode, type AskScreen } from './ask.js';
import { audio, type AudioNode, type AudioScreen } from './audio.js';
import { branch, type BranchNode } from './branch.js';
import { callback, type CallbackNode, type CallbackScreen, type CallbackEffect } from './callback.js';
import { end, type EndNode, type EndScreen } from './end.js';
import { hours, type HoursNode } from './hours.js';
import { menu, type MenuNode, type MenuScreen } from './menu.js';
import { message, type MessageNode, type MessageScreen } from './message.js';
import { set, type SetNode } from './set.js';
import { video, type VideoNode, type VideoScreen } from './video.js';

export type * from './ask.js';
export type * from './audio.js';
export type * from './branch.js';
export type * from './callback.js';
export type * from './end.js';
export type * from './hours.js';
export type * from './menu.js';
export type * from './message.js';
export type * from './set.js';
export type * from './video.js';

export const KINDS = { ask, audio, branch, callback, end, hours, menu, message, set, video };

export type FlowNode =
  AskNode | AudioNode | BranchNode | CallbackNode | EndNode | HoursNode | MenuNode | MessageNode | SetNode | VideoNode;
export type Screen = AskScreen | AudioScreen | CallbackScreen | EndScreen | MenuScreen | MessageScreen | VideoScreen;
export type Effect = CallbackEffect;
