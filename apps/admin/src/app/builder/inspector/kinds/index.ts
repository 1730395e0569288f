// Written by `npm run generate` from the files of this folder.
import { askForm } from './ask';
import { audioForm } from './audio';
import { branchForm } from './branch';
import { callbackForm } from './callback';
import { chatForm } from './chat';
import { emailForm } from './email';
import { endForm } from './end';
import { faqForm } from './faq';
import { hoursForm } from './hours';
import { menuForm } from './menu';
import { messageForm } from './message';
import { queueForm } from './queue';
import { requestForm } from './request';
import { setForm } from './set';
import { splitForm } from './split';
import { subflowForm } from './subflow';
import { surveyForm } from './survey';
import { videoForm } from './video';

export const FORMS = {
  ask: askForm,
  audio: audioForm,
  branch: branchForm,
  callback: callbackForm,
  chat: chatForm,
  email: emailForm,
  end: endForm,
  faq: faqForm,
  hours: hoursForm,
  menu: menuForm,
  message: messageForm,
  queue: queueForm,
  request: requestForm,
  set: setForm,
  split: splitForm,
  subflow: subflowForm,
  survey: surveyForm,
  video: videoForm,
};
