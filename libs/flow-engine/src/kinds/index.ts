// Written by `npm run generate` from the files of this folder.
import { ask, type AskNode, type AskScreen } from './ask.js';
import { audio, type AudioNode, type AudioScreen } from './audio.js';
import { branch, type BranchNode } from './branch.js';
import { callback, type CallbackNode, type CallbackScreen, type CallbackEffect } from './callback.js';
import { chat, type ChatNode, type ChatScreen, type ChatEffect } from './chat.js';
import { email, type EmailNode, type EmailScreen, type EmailEffect } from './email.js';
import { end, type EndNode, type EndScreen } from './end.js';
import { faq, type FaqNode, type FaqScreen, type FeedbackEffect } from './faq.js';
import { hours, type HoursNode } from './hours.js';
import { menu, type MenuNode, type MenuScreen } from './menu.js';
import { message, type MessageNode, type MessageScreen } from './message.js';
import { queue, type QueueNode, type QueueScreen, type QueueEffect, type WithdrawEffect } from './queue.js';
import { request, type RequestNode, type FillerScreen, type RequestEffect } from './request.js';
import { set, type SetNode } from './set.js';
import { split, type SplitNode } from './split.js';
import { subflow, type SubflowNode } from './subflow.js';
import { survey, type SurveyNode } from './survey.js';
import { video, type VideoNode, type VideoScreen } from './video.js';

export type * from './ask.js';
export type * from './audio.js';
export type * from './branch.js';
export type * from './callback.js';
export type * from './chat.js';
export type * from './email.js';
export type * from './end.js';
export type * from './faq.js';
export type * from './hours.js';
export type * from './menu.js';
export type * from './message.js';
export type * from './queue.js';
export type * from './request.js';
export type * from './set.js';
export type * from './split.js';
export type * from './subflow.js';
export type * from './survey.js';
export type * from './video.js';

export const KINDS = {
  ask,
  audio,
  branch,
  callback,
  chat,
  email,
  end,
  faq,
  hours,
  menu,
  message,
  queue,
  request,
  set,
  split,
  subflow,
  survey,
  video,
};

export type FlowNode =
  | AskNode
  | AudioNode
  | BranchNode
  | CallbackNode
  | ChatNode
  | EmailNode
  | EndNode
  | FaqNode
  | HoursNode
  | MenuNode
  | MessageNode
  | QueueNode
  | RequestNode
  | SetNode
  | SplitNode
  | SubflowNode
  | SurveyNode
  | VideoNode;
export type Screen =
  | AskScreen
  | AudioScreen
  | CallbackScreen
  | ChatScreen
  | EmailScreen
  | EndScreen
  | FaqScreen
  | MenuScreen
  | MessageScreen
  | QueueScreen
  | FillerScreen
  | VideoScreen;
export type Effect =
  CallbackEffect | ChatEffect | EmailEffect | FeedbackEffect | QueueEffect | WithdrawEffect | RequestEffect;
