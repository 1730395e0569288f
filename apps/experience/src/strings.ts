/** Every sentence the page itself says. What the company wrote arrives with the screen, in the visitor's language. */
const english = {
  tag: 'en',
  dir: 'ltr',

  opening: 'One moment',
  tryAgain: 'Try again',
  startAgain: 'Start again',
  close: 'Close',
  leave: 'Leave',
  back: 'Back',
  offline: 'You’re offline. Your place is kept; we’re trying again.',
  unreachable: 'We can’t reach the service. Your place is kept; we’re trying again.',
  failedTitle: 'This didn’t open',
  failedDetail: 'We couldn’t reach the service. Check your connection, then try again.',
  goneTitle: 'This visit has ended',
  goneDetail: 'It was left open for too long. Start again, it takes a moment.',
  refused: 'We couldn’t take that in. Try it once more.',
  tooMany: 'This visit has had as many answers as it can. Start again.',
  slowDown: 'That was a lot at once. Wait a moment, then try again.',
  nobodyTitle: 'There’s no one here at the moment',
  nobodyDetail: 'Try again later.',
  reference: (id: string) => `Reference ${id}`,
  leftTitle: 'You’ve left',
  leftDetail: 'You can close this page, or start again.',

  video: 'Host video',
  voice: 'Host message',
  videoControls: 'Video controls',
  voiceControls: 'Message controls',
  message: 'Message',
  play: 'Play',
  pause: 'Pause',
  replay: 'Play again',
  mute: 'Mute',
  captions: 'Captions',
  readAlong: 'Read along',
  described: 'Audio description',
  transcript: 'Transcript, in a new tab',
  privacy: 'Privacy, in a new tab',
  skip: 'Skip',
  toVideo: 'Switch to video',
  toAudio: 'Switch to audio',
  tapForSound: 'Tap to start with sound',
  speaking: 'Speaking now',
  left: (clock: string) => `${clock} left`,

  menuReady: (count: number) => (count === 1 ? 'One choice.' : `${count} choices.`),
  menuHint: 'Press a key, or tap a choice.',
  onPicture: 'Choices on the picture',
  menuAfter: 'You can choose when the message has ended.',
  continue: 'Continue',
  send: 'Send',
  doors: 'Other ways to get help',
  callMeBack: 'Call me back',
  chat: 'Chat',
  answers: 'Answers',
  email: 'E-mail',

  answer: 'Your answer',
  answerMissing: 'Type your answer first.',
  rateFirst: 'Choose a number first.',
  tooShort: (least: number, digits: boolean) =>
    `That is too short. It has at least ${least} ${digits ? 'digits' : 'characters'}.`,
  tooLong: (most: number, digits: boolean) =>
    `That is too long. It has at most ${most} ${digits ? 'digits' : 'characters'}.`,
  digitsOnly: 'Use digits only.',
  numberOnly: 'Type a number, for example 12 or 3.5.',
  emailShape: 'An e-mail address looks like name@example.com.',
  ratings: ['Bad', 'Poor', 'OK', 'Good', 'Great'],

  phone: 'Phone number',
  country: 'Country code',
  name: 'Your name',
  about: 'What is it about?',
  optional: 'Optional',
  phoneMissing: 'Type the number we call you on.',
  phoneShape: 'Use digits, spaces and a leading + only.',
  phoneShort: 'This number is too short. Type it with its area code.',
  phoneLong: 'This number is too long. With its country code it has 15 digits at most.',
  numberRefused: {
    'too-short': (digits: number, example: string) =>
      `This number is ${digits === 1 ? 'one digit' : `${digits} digits`} short. A mobile there looks like ${example}.`,
    'too-long': (digits: number, example: string) =>
      `This number is ${digits === 1 ? 'one digit' : `${digits} digits`} too long. A mobile there looks like ${example}.`,
    unknown: 'There is no such number. Check its digits and its country code.',
    kind: 'We can’t call this kind of number. Give a mobile or a landline.',
    country: 'We don’t call this country. Give a number of another, or write to us.',
    'number-often': 'We’ve been asked to call this number several times today. We will; there’s no need to ask again.',
    'visit-often': 'You’ve asked for a call already. We’ll call you.',
    busy: 'We have more calls to make than we can take on now. Try again in an hour, or write to us.',
  },
  timeTaken: 'That time is not free any more. Choose another.',
  timeClosed: 'Nobody is there to call you at that time. Choose another.',

  language: 'Language',
  waiting: 'One moment',
  placeKept: 'You can refresh this page. Your place is kept.',
  giveUpPlace: 'Leave the queue',
  endChat: 'End the chat',
  searchAnswers: 'Search answers',
  found: (count: number) => (count === 1 ? '1 answer' : `${count} answers`),
  answersAway: 'We can’t get the answers right now. Nothing you wrote is lost.',
  lookingUp: 'Looking for answers',
  nothingFound: 'No answer has these words. Try another word.',
  didItHelp: 'Did this help?',
  yes: 'Yes',
  no: 'No',
  notHelped: 'I need more help',
  yourEmail: 'Your e-mail address',
  yourEmailShort: 'E-mail',
  yourMessage: 'Your message',
  emailMissing: 'Type the address we can answer to.',
  messageMissing: 'Write your message first.',
  sendMessage: 'Send message',

  resumeTitle: 'This link has been used',
  resumeDetail: 'A link to go on here works once, for ten minutes. Ask for a new one where you began.',

  options: 'Options',
  saidHere: 'What is said',
  wordless: 'What is said here has not been written down. Listen to it, or go on.',
  listen: 'Listen',

  keptAnswer: 'Your answer is kept, and goes out when you’re back.',
  slowAudio: 'The connection is slow: you hear the host without the picture.',
  slowText: 'The connection is slow: you read what the host says.',
  savesData: 'Your device saves data: you hear the host without the picture.',
  backTo: { video: 'Back to video', audio: 'Back to audio' },

  elsewhereTitle: 'Your visit goes on elsewhere',
  elsewhereDetail: 'Another device has taken it over. You can take it back here.',
  takeBack: 'Take it back',

  outcomes: {
    served: 'All done',
    callback: 'We’ll call you',
    agent: 'That’s it',
    message: 'We’ve got your message',
    failed: 'We couldn’t finish this',
    abandoned: 'You’ve left',
  },
  previewWaiting: 'Waiting for the flow',
} as const;

/** The same shape in any language. */
export type Told<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { [Key in keyof T]: Told<T[Key]> };
export type Strings = Told<typeof english>;

/** In the language spoken now: read where it is shown, never kept. */
export const strings: Strings = { ...english };

type Load = () => Promise<{ words: Strings }>;
export const LANGUAGES: Readonly<Record<string, Load>> = {
  en: () => Promise.resolve({ words: english }),
  ar: () => import('./words/ar.js'),
  de: () => import('./words/de.js'),
  es: () => import('./words/es.js'),
  fr: () => import('./words/fr.js'),
  hi: () => import('./words/hi.js'),
  nl: () => import('./words/nl.js'),
  pt: () => import('./words/pt.js'),
};

const rooms: (() => Promise<void>)[] = [];

/** The words of a room whose code comes late. They come with it, and follow the language spoken. */
export function roomWords<Words extends object>(
  first: Words,
  others: Readonly<Record<string, () => Promise<{ words: Words }>>>,
): Words {
  const words = { ...first };
  rooms.push(async () => {
    const { tag } = strings;
    // Out of reach, they stay as they were until the next change.
    const loaded = tag === 'en' ? { words: first } : await others[tag]?.().catch(() => null);
    if (loaded && strings.tag === tag) Object.assign(words, loaded.words);
  });
  return words;
}

/** When all rooms that are there speak as the page does. */
export async function roomsSpeak(): Promise<void> {
  await Promise.all(rooms.map((speakThere) => speakThere()));
}

const listeners = new Set<() => void>();
let wanted = english.tag as string;

/** Speaks the first of these languages that it knows, English if none. */
export async function speak(languages: readonly string[]): Promise<void> {
  const tag =
    languages.map((each) => each.split('-')[0]?.toLowerCase() ?? '').find((each) => each in LANGUAGES) ?? 'en';
  if (tag === wanted) return;
  wanted = tag;
  const loaded = await LANGUAGES[tag]?.().catch(() => null);
  // The network's fault: the page speaks on as it did, and asks again with the next screen.
  if (!loaded) return void (wanted = strings.tag);
  // Another language has been asked for meanwhile.
  if (wanted !== tag) return;
  Object.assign(strings, loaded.words);
  await roomsSpeak();
  if (wanted !== tag) return;
  for (const listener of listeners) listener();
}

export function onSpeaking(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
