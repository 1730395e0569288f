/**
 * Every refusal the API gives, in one table: RFC 9457 problem details with a stable dotted code and a sentence that says
 * what to do. `new Problem('flow.has-issues', { issues })` adds members to the answer.
 */
export const PROBLEMS = {
  'request.malformed': [
    400,
    'The request could not be read',
    'Send well-formed JSON with the right content type, and no key named __proto__ or constructor.prototype.',
  ],
  'request.invalid': [400, 'Some fields need attention', 'See `errors` for each field, then send the request again.'],
  'request.too-large': [413, 'The request is too large', 'Send less in one request.'],
  'request.unsupported-type': [415, 'This content type is not accepted', 'Send application/json.'],
  'request.if-match-missing': [428, 'If-Match is missing', 'Send the revision you edited in the If-Match header.'],
  'request.key-reused': [
    422,
    'This Idempotency-Key was used for another request',
    'Use a new key for a new request; send the same request with the same key.',
  ],
  'request.key-busy': [
    409,
    'The first request with this Idempotency-Key has not ended',
    'Wait for the seconds in Retry-After, then try again. If it stays, look whether the first was carried out.',
  ],
  'request.rate-limited': [429, 'Too many requests', 'Wait for the seconds in Retry-After, then try again.'],
  'not-found': [404, 'Not found', 'There is nothing here, or it belongs to someone else. Check the address.'],
  'method-not-allowed': [405, 'This method is not served here', 'See /api/docs for what this address accepts.'],
  'server.fault': [
    500,
    'Something failed on our side',
    'Nothing was saved. Try again; if it stays, quote the requestId.',
  ],
  'server.busy': [503, 'We are busy for a moment', 'Wait for the seconds in Retry-After, then try again.'],
  'auth.missing': [401, 'Sign in first', 'Send an access token in the Authorization header.'],
  'auth.token': [401, 'This sign-in is not valid any more', 'Sign in again, or refresh the access token.'],
  'auth.credentials': [401, 'E-mail or password is not right', 'Check both, or reset the password.'],
  'auth.refresh': [401, 'This sign-in has ended', 'Sign in again.'],
  'auth.refresh-raced': [409, 'Another tab has just renewed this sign-in', 'Send the request again.'],
  'auth.link': [410, 'This link has been used or is too old', 'Ask for a new one.'],
  'auth.scope': [403, 'Your role does not allow this', 'Ask a company admin for a role that does.'],
  'auth.choose-company': [403, 'Choose a company first', 'Enter a company, then try again.'],
  'companies.not-member': [
    404,
    'Not found',
    'There is nothing here, or it belongs to someone else. Check the address.',
  ],
  'users.exists': [409, 'This person is already in the company', 'Change their role instead.'],
  'users.last-admin': [409, 'A company needs at least one admin', 'Make someone else an admin first.'],
  'users.own-role': [409, 'You cannot change your own role', 'Ask another admin.'],
  'flow.has-issues': [422, 'This flow is not ready to publish', 'Mend what `issues` lists, then publish again.'],
  'flow.format': [422, 'This is not a flow we can read', 'See `issues` for what does not fit the format.'],
  'flow.changed-elsewhere': [
    412,
    'Someone saved this flow before you',
    'Load what changed, then keep yours or theirs.',
  ],
  'flow.in-use': [
    409,
    'This flow is in use',
    'Deactivate it, drop its plan, and take it off its widgets and out of the flows in `usedBy`; then try again.',
  ],
  'flow.archived': [409, 'This flow is archived', 'Bring it back from the archive, then try again.'],
  'binding.changed-elsewhere': [412, 'Someone saved this before you', 'Load it again, then make your change.'],
  'binding.in-use': [409, 'Flows that visitors get use this', 'Take it out of the flows in `usedBy`, then delete it.'],
  'binding.too-many': [409, 'There are as many of these as there can be', 'Delete those that no flow uses.'],
  'queue.changed-elsewhere': [412, 'Someone saved this queue before you', 'Load it again, then make your change.'],
  'queue.name-taken': [409, 'There is a queue of this name', 'Choose another name.'],
  'queue.in-use': [
    409,
    'This queue has been used',
    'Records and figures name it, or another queue overflows into it. Take its agents off it instead.',
  ],
  'queue.empty': [409, 'Nobody waits whom you could take', 'Wait until somebody comes.'],
  'entry.offer-over': [
    409,
    'This visitor is not offered to you any more',
    'Somebody else has them, or they have left.',
  ],
  'entry.moved-on': [409, 'This visitor has moved on', 'Load the entry again: `state` says where it is now.'],
  'entry.not-yours': [403, 'Another agent has this visitor', 'Ask a supervisor, or take the next visitor.'],
  'entry.no-such-agent': [422, 'That agent cannot take anyone over', 'Choose one who is there, or a queue.'],
  'entry.disposition-required': [422, 'Say what came of it', 'Choose one of `dispositions`.'],
  'entry.disposition-unknown': [422, 'That is not on your company’s list', 'Choose one of `dispositions`.'],
  'dispositions.changed-elsewhere': [
    412,
    'Someone saved this list before you',
    'Load it again, then make your change.',
  ],
  'agent.busy': [409, 'You have as many visitors as you can', 'Finish one, then take the next.'],
  'agent.unknown': [409, 'You are no agent yet', 'Set your availability first; you must belong to the company.'],
  'agent.changed-elsewhere': [412, 'Someone changed this agent before you', 'Load it again, then make your change.'],
  'flow.not-published': [409, 'This flow has no published version', 'Publish it, then activate it.'],
  'flow.tests-failed': [
    422,
    'A test of this flow fails',
    'Mend the flow or the test, or name the failing tests in `waive` to publish all the same.',
  ],
  'translation.format': [
    422,
    'This is not a PO file',
    'Send the file that the export gave, with translations filled in.',
  ],
  'translation.languages': [422, 'The flow has as many languages as it can have', 'Take one out first.'],
  'scenario.format': [422, 'This is not a test we can run', 'See `issues` for what does not fit.'],
  'scenario.name-taken': [409, 'The flow has a test of this name', 'Choose another name.'],
  'scenario.changed-elsewhere': [412, 'Someone saved this test before you', 'Load it again, then make your change.'],
  'scenario.too-many': [422, 'The flow has as many tests as it can have', 'Delete one that you no longer need.'],
  'widget.changed-elsewhere': [412, 'Someone saved this widget before you', 'Load it again, then make your change.'],
  'widget.secrets-full': [
    409,
    'This widget has two secrets',
    'Delete the one that your servers no longer sign with, then make a new one.',
  ],
  'identity.invalid': [
    422,
    'This identity is not signed by the company',
    'Sign it with a secret of this widget, by HMAC-SHA256. Until then start the session without it.',
  ],
  'identity.expired': [422, 'This identity is too old', 'Sign it anew, or start the session without it.'],
  'widget.contrast': [422, 'These colours are hard to read', 'Choose what `issues` suggests, or another colour.'],
  'article.changed-elsewhere': [412, 'Someone saved this article before you', 'Load it again, then make your change.'],
  'article.too-many': [422, 'There are as many articles as there can be', 'Delete one that you no longer need.'],
  'mail.not-failed': [
    409,
    'This mail has not failed',
    'Only one that failed, or that was kept here, can be sent again.',
  ],
  'mail.gone': [410, 'The text of this mail is no longer kept', 'What could not be sent is kept for 30 days.'],
  'mail.no-server': [409, 'No mail server is set', 'Ask whoever runs the server to set MAIL_URL.'],
  'callback.link': [
    404,
    'This link opens nothing',
    'It is too old, or not whole. Copy it again from your mail, or ask for a new call.',
  ],
  'callback.over': [409, 'This callback is done with', 'Ask for a new call.'],
  'callback.being-called': [409, 'Somebody is calling at this moment', 'Pick up, or try again in a few minutes.'],
  'callback.not-being-called': [409, 'Nobody is making this call', 'Take it from the line first.'],
  'callback.closed': [422, 'Nobody is there at that time', 'Choose one of the free times.'],
  'callback.slot': [422, 'This time cannot be had', 'Choose one of the free times.'],
  'callback-settings.changed-elsewhere': [
    412,
    'Someone saved this before you',
    'Load it again, then make your change.',
  ],
  'content.in-use': [
    409,
    'This is in use',
    'Take it out of the flows in `usedBy`, off the films in `describes` and off the widgets in `wornBy`, then delete it.',
  ],
  'content.empty': [400, 'This file is empty', 'Choose a file that has something in it.'],
  'content.too-large': [413, 'This file is too large', 'Upload a file of at most `limitBytes` bytes.'],
  'content.quota': [
    413,
    'There is no room for this file',
    'Your company has used `usedBytes` of its `quotaBytes`. Delete what no flow uses, or ask for a larger quota.',
  ],
  'content.busy': [409, 'A file is on its way for this already', 'Wait until it is ready, or discard it first.'],
  'content.nothing-to-discard': [409, 'There is nothing to discard', 'Only a replacement that is not ready can be.'],
  'content.not-failed': [409, 'This file is not in a failed state', 'Retry is for files whose processing failed.'],
  'content.captions': [
    422,
    'These captions cannot be read',
    'Send WebVTT: it begins with WEBVTT, and cues are in order.',
  ],
  'content.captions-changed-elsewhere': [
    412,
    'Someone saved these captions before you',
    'Load them again, then make your change.',
  ],
  'content.description': [
    422,
    'This cannot be the audio description of that',
    'Choose a sound that is ready and lasts as long as the film: it is heard in place of the film’s own.',
  ],
  'content.upload': [400, 'This is not an upload we can take', 'Send tus 1.0 requests, best by a tus client.'],
  'content.no-room': [
    507,
    'There is no room left for this file',
    'Delete what you no longer need, or ask whoever runs the server to make room; then upload it again.',
  ],
  'content.checksum': [460, 'These bytes are not those that were promised', 'Send them again from the same offset.'],
  'content.checksum-unknown': [
    400,
    'This Upload-Checksum cannot be checked',
    'Send `sha256`, `sha1` or `md5` and the checksum in base64.',
  ],
  'content.link-expired': [403, 'This link is too old', 'Load the page again to get a new one.'],
  'content.no-voice': [
    409,
    'This server has no voice to speak with',
    'Ask whoever runs it to install espeak-ng (Debian: apt-get install espeak-ng) or to set VOICE_URL.',
  ],
  'content.unknown-voice': [422, 'There is no such voice', 'Choose one of `voices`, or leave the voice out.'],
  'content.voice-language': [422, 'No voice speaks this language', 'Choose one of `languages`.'],
  'content.voice-failed': [502, 'The voice did not speak', 'Try again in a while, or choose another voice.'],
  'content.not-sound': [409, 'Only a sound can be spoken anew', 'Make a piece of its own of the text.'],
  'content.speech-too-long': [422, 'Spoken, this is too long', 'Shorten the text, or let it be spoken faster.'],
  'content.upload-offset': [
    409,
    'The upload stands at another byte',
    'Ask for the offset with HEAD, then go on from there.',
  ],
  'session.out-of-step': [409, 'The session has moved on', 'Show the screen in `step`, and answer that.'],
  'session.input-reused': [409, 'This inputId was used for another answer', 'Use a new inputId for a new answer.'],
  'session.handover': [410, 'This link has been used or is too old', 'Get a new one on the page it came from.'],
  'session.ended': [409, 'This session has ended', 'Start a new one.'],
  'session.unavailable': [404, 'There is no one here at the moment', 'The widget has no live flow. Try again later.'],
  'conversation.ended': [409, 'This conversation has ended', 'Nothing more can be written in it.'],
  'supervision.own-talk': [409, 'This visitor is yours', 'Write to them from the desk.'],
  'supervision.not-now': [409, 'No agent is with this visitor now', 'Listen in once somebody serves them.'],
  'supervision.not-there': [409, 'You do not listen to this talk', 'Listen in, then try again.'],
  'supervision.not-joined': [409, 'You only listen to this talk', 'Join it, then write; or whisper to the agent.'],
  'message.id-reused': [409, 'This id was used for another message', 'Use a new id for a new message.'],
  'message.file-too-large': [413, 'This file is too large', 'Send a file of at most `limitBytes` bytes.'],
  'message.file-type': [
    422,
    'This kind of file cannot be sent here',
    'Send a picture (JPEG, PNG or WebP), a PDF or a plain text.',
  ],
  'message.file-refused': [422, 'This file was not taken', 'Send another one.'],
  'notes.changed-elsewhere': [412, 'These notes were changed elsewhere', 'Load them again, then make your change.'],
  'reply.changed-elsewhere': [412, 'Someone saved this reply before you', 'Load it again, then make your change.'],
  'reply.shortcut-taken': [409, 'Another reply has this shortcut', 'Choose another one.'],
  'call.busy': [409, 'There is a call already', 'End it first.'],
  'call.over': [409, 'This call is over', 'Offer a new one.'],
  'call.not-now': [409, 'There is nobody to call now', 'A call is possible while an agent serves the visitor.'],
  'recording.off': [409, 'Calls are not recorded here', 'An administrator can switch recording on in the settings.'],
  'recording.busy': [409, 'This call is being recorded already', 'Stop that first.'],
  'recording.over': [409, 'This recording is over', 'Ask again to record what follows.'],
  'recording.piece-gap': [409, 'A piece is missing before this one', 'Send the piece number `next`.'],
  'recording.too-large': [413, 'This is too much to record', 'Send pieces of 8 MB at most; a recording may have 4 GB.'],
  'recording.withheld': [
    409,
    'This talk still goes on',
    'Play it once the talk is over, or listen in from the wallboard.',
  ],
  'recording.not-ready': [409, 'This recording cannot be played', '`state` says how it stands.'],
  'input.not-accepted': [422, 'That answer does not fit here', 'Send one of the inputs in `step.wait.accepts`.'],
  'input.phone': [422, 'That number cannot be called', 'Give a whole number with its country code.'],
  'input.closed': [422, 'Nobody is there at that time', 'Choose one of the free times.'],
  'input.time': [422, 'That time cannot be had', 'Choose one of the free times.'],
  'input.limit': [422, 'This session has had too many answers', 'Start a new session.'],
} as const satisfies Record<string, readonly [status: number, title: string, detail: string]>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface ProblemDetails {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  detail: string;
  requestId?: string;
  [member: string]: unknown;
}

export class Problem extends Error {
  readonly status: number;

  /** @param extra further members of the answer; `detail` replaces the table's sentence; `retryAfter` is in seconds */
  constructor(
    readonly code: ProblemCode,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(code);
    this.status = PROBLEMS[code][0];
  }

  details(requestId?: string): ProblemDetails {
    const [status, title, detail] = PROBLEMS[this.code];
    return {
      type: `https://calldocker.dev/problems/${this.code}`,
      title,
      status,
      code: this.code,
      detail,
      ...this.extra,
      ...(requestId && { requestId }),
    };
  }
}
