/** What is written to whoever asked for a call: in their language, with times as their clock shows them. Pure. */

export type Occasion = 'confirmed' | 'soon' | 'missed' | 'given-up' | 'wrong-number';

export interface LetterFacts {
  occasion: Occasion;
  language: string;
  timeZone: string;
  company: string;
  /** Of the visitor. */
  name?: string | undefined;
  /** When we call, or call again. */
  at?: Date | null | undefined;
  /** In the line. */
  place?: number | null | undefined;
  url: string;
}

export interface CallbackLetter {
  subject: string;
  text: string;
  html: string;
}

type Sentence =
  'hello' | 'helloName' | 'at' | 'place' | 'soonest' | 'missed' | 'given-up' | 'wrong-number' | 'change' | 'look';
type Words = Readonly<Record<Sentence, string> & { subjects: Readonly<Record<Occasion, string>> }>;

export function letterOf(facts: LetterFacts): CallbackLetter {
  const { occasion, company, name, url } = facts;
  const language = WORDS[baseOf(facts.language)] ? facts.language : 'en';
  const words = wordsOf(language);
  const hello = name ? words.helloName.replace('{name}', () => name) : words.hello;
  const over = occasion === 'given-up' || occasion === 'wrong-number';
  const parts = [hello, news(facts, words, language), over ? words.look : words.change];
  return {
    subject: `${words.subjects[occasion]}: ${company}`,
    text: `${parts.join('\n\n')} ${url}\n\n${company}\n`,
    html: page(parts, { language, url, company }),
  };
}

function news({ occasion, at, place, timeZone }: LetterFacts, words: Words, language: string): string {
  const when = at ? words.at.replace('{when}', () => moment(at, timeZone, language)) : words.soonest;
  switch (occasion) {
    case 'confirmed':
    case 'soon':
      if (at || typeof place !== 'number') return when;
      return words.place.replace('{place}', () => new Intl.NumberFormat(language).format(place));
    case 'missed':
      return `${words.missed} ${when}`;
    default:
      return words[occasion];
  }
}

function moment(at: Date, timeZone: string, language: string): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(language, { ...options, timeZone, timeZoneName: 'short' }).format(at);
}

/** Readers of mail know no style sheets to speak of, and fetch nothing: it is the same text with its direction and its link. */
function page(
  [hello = '', told = '', look = '']: string[],
  { language, url, company }: { language: string; url: string; company: string },
): string {
  const direction = baseOf(language) === 'ar' ? 'rtl' : 'ltr';
  return `<!doctype html>
<html lang="${escaped(language)}" dir="${direction}">
<head><meta charset="utf-8"><title>${escaped(company)}</title></head>
<body dir="${direction}">
<p>${escaped(hello)}</p>
<p>${escaped(told)}</p>
<p>${escaped(look)}<br><a href="${escaped(url)}" dir="ltr">${escaped(url)}</a></p>
<p><bdi>${escaped(company)}</bdi></p>
</body>
</html>
`;
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
const baseOf = (language: string): string => language.toLowerCase().split('-', 1)[0] ?? '';
const wordsOf = (language: string): Words => WORDS[baseOf(language)] ?? ENGLISH;

const ENGLISH: Words = {
  hello: 'Hello,',
  helloName: 'Hello {name},',
  at: 'We will call you on {when}.',
  place: 'You are number {place} in line, and stay so: nobody who came after you is called first.',
  soonest: 'We will call you as soon as we can.',
  missed: 'We called you just now and did not reach you.',
  'given-up': 'We called you and did not reach you. We will not try again by ourselves.',
  'wrong-number': 'The number you left did not lead us to you.',
  change: 'Look at it, choose another time or take it back:',
  look: 'If you still need us, come back and ask for another call. This one is kept here:',
  subjects: {
    confirmed: 'Your call back',
    soon: 'We will call you soon',
    missed: 'We missed you',
    'given-up': 'We could not reach you',
    'wrong-number': 'We could not reach you',
  },
};

const WORDS: Readonly<Record<string, Words>> = {
  en: ENGLISH,
  de: {
    hello: 'Guten Tag,',
    helloName: 'Guten Tag {name},',
    at: 'Wir rufen Sie an: {when}.',
    place:
      'Sie sind Nummer {place} in der Reihe und bleiben es: Niemand, der nach Ihnen kam, wird vor Ihnen angerufen.',
    soonest: 'Wir rufen Sie an, sobald wir können.',
    missed: 'Wir haben Sie gerade angerufen und nicht erreicht.',
    'given-up': 'Wir haben Sie angerufen und nicht erreicht. Von uns aus versuchen wir es nicht noch einmal.',
    'wrong-number': 'Unter der Nummer, die Sie hinterlassen haben, konnten wir Sie nicht erreichen.',
    change: 'Ansehen, eine andere Zeit wählen oder absagen:',
    look: 'Wenn Sie uns noch brauchen, kommen Sie wieder und bitten um einen neuen Anruf. Dieser steht hier:',
    subjects: {
      confirmed: 'Ihr Rückruf',
      soon: 'Wir rufen Sie bald an',
      missed: 'Wir haben Sie verpasst',
      'given-up': 'Wir konnten Sie nicht erreichen',
      'wrong-number': 'Wir konnten Sie nicht erreichen',
    },
  },
  fr: {
    hello: 'Bonjour,',
    helloName: 'Bonjour {name},',
    at: 'Nous vous appellerons le {when}.',
    place: 'Vous êtes numéro {place} dans la file, et vous le restez : personne arrivé après vous n’est appelé avant.',
    soonest: 'Nous vous appellerons dès que possible.',
    missed: 'Nous venons de vous appeler sans vous joindre.',
    'given-up': 'Nous vous avons appelé sans vous joindre. Nous n’essaierons plus de nous-mêmes.',
    'wrong-number': 'Le numéro que vous avez laissé ne nous a pas menés à vous.',
    change: 'Le voir, choisir un autre moment ou l’annuler :',
    look: 'Si vous avez encore besoin de nous, revenez et demandez un autre appel. Celui-ci se trouve ici :',
    subjects: {
      confirmed: 'Votre rappel',
      soon: 'Nous vous appelons bientôt',
      missed: 'Nous vous avons manqué',
      'given-up': 'Nous n’avons pas pu vous joindre',
      'wrong-number': 'Nous n’avons pas pu vous joindre',
    },
  },
  es: {
    hello: 'Hola:',
    helloName: 'Hola, {name}:',
    at: 'Le llamaremos el {when}.',
    place:
      'Es el número {place} de la cola y lo seguirá siendo: nadie que haya llegado después recibirá antes la llamada.',
    soonest: 'Le llamaremos en cuanto podamos.',
    missed: 'Acabamos de llamarle y no le hemos localizado.',
    'given-up': 'Le hemos llamado y no le hemos localizado. No volveremos a intentarlo por nuestra cuenta.',
    'wrong-number': 'Con el número que nos dejó no hemos podido localizarle.',
    change: 'Vea su llamada, elija otra hora o anúlela:',
    look: 'Si aún nos necesita, vuelva y pida otra llamada. Esta se guarda aquí:',
    subjects: {
      confirmed: 'Su llamada',
      soon: 'Le llamaremos pronto',
      missed: 'No le hemos encontrado',
      'given-up': 'No hemos podido localizarle',
      'wrong-number': 'No hemos podido localizarle',
    },
  },
  pt: {
    hello: 'Olá,',
    helloName: 'Olá, {name},',
    at: 'Vamos ligar para você: {when}.',
    place: 'Você é o número {place} da fila e continua sendo: ninguém que chegou depois recebe a ligação antes.',
    soonest: 'Vamos ligar para você assim que pudermos.',
    missed: 'Acabamos de ligar para você e não conseguimos falar.',
    'given-up': 'Ligamos para você e não conseguimos falar. Não vamos tentar de novo por nossa conta.',
    'wrong-number': 'Com o número que você deixou não conseguimos falar com você.',
    change: 'Veja, escolha outra hora ou cancele:',
    look: 'Se ainda precisar de nós, volte e peça outra ligação. Esta fica guardada aqui:',
    subjects: {
      confirmed: 'Sua ligação',
      soon: 'Vamos ligar em breve',
      missed: 'Não encontramos você',
      'given-up': 'Não conseguimos falar com você',
      'wrong-number': 'Não conseguimos falar com você',
    },
  },
  ar: {
    hello: 'مرحبًا،',
    helloName: 'مرحبًا {name}،',
    at: 'سنتصل بك: {when}.',
    place: 'رقمك في الدور هو {place} ويبقى كذلك: لن يُتصل قبلك بمن جاء بعدك.',
    soonest: 'سنتصل بك في أقرب وقت ممكن.',
    missed: 'اتصلنا بك الآن ولم نتمكن من الوصول إليك.',
    'given-up': 'اتصلنا بك ولم نتمكن من الوصول إليك. لن نحاول مرة أخرى من تلقاء أنفسنا.',
    'wrong-number': 'لم نتمكن من الوصول إليك عبر الرقم الذي تركته.',
    change: 'للاطلاع على المكالمة أو اختيار وقت آخر أو إلغائها:',
    look: 'إذا كنت لا تزال بحاجة إلينا، فعد واطلب مكالمة أخرى. تجد هذه المكالمة هنا:',
    subjects: {
      confirmed: 'مكالمتك',
      soon: 'سنتصل بك قريبًا',
      missed: 'لم نجدك',
      'given-up': 'لم نتمكن من الوصول إليك',
      'wrong-number': 'لم نتمكن من الوصول إليك',
    },
  },
  hi: {
    hello: 'नमस्ते,',
    helloName: 'नमस्ते {name},',
    at: 'हम आपको {when} पर कॉल करेंगे।',
    place: 'कतार में आपका नंबर {place} है और यही रहेगा: आपके बाद आए किसी व्यक्ति को पहले कॉल नहीं किया जाएगा।',
    soonest: 'हम आपको जल्द से जल्द कॉल करेंगे।',
    missed: 'हमने अभी आपको कॉल किया और बात नहीं हो सकी।',
    'given-up': 'हमने आपको कॉल किया और बात नहीं हो सकी। हम अपनी ओर से दोबारा कोशिश नहीं करेंगे।',
    'wrong-number': 'आपने जो नंबर छोड़ा था, उस पर हम आपसे बात नहीं कर सके।',
    change: 'देखें, दूसरा समय चुनें या रद्द करें:',
    look: 'अगर आपको अब भी हमारी ज़रूरत है, तो वापस आएँ और दूसरी कॉल माँगें। यह कॉल यहाँ है:',
    subjects: {
      confirmed: 'आपकी कॉल',
      soon: 'हम आपको जल्द ही कॉल करेंगे',
      missed: 'आपसे बात नहीं हो सकी',
      'given-up': 'हम आपसे संपर्क नहीं कर सके',
      'wrong-number': 'हम आपसे संपर्क नहीं कर सके',
    },
  },
  nl: {
    hello: 'Hallo,',
    helloName: 'Hallo {name},',
    at: 'We bellen u op {when}.',
    place: 'U bent nummer {place} in de rij en dat blijft zo: niemand die na u kwam wordt eerder gebeld.',
    soonest: 'We bellen u zodra we kunnen.',
    missed: 'We hebben u net gebeld en niet bereikt.',
    'given-up': 'We hebben u gebeld en niet bereikt. We proberen het niet vanzelf opnieuw.',
    'wrong-number': 'Via het nummer dat u achterliet hebben we u niet bereikt.',
    change: 'Bekijk het, kies een andere tijd of zeg het af:',
    look: 'Hebt u ons nog nodig, kom dan terug en vraag een nieuw gesprek aan. Dit gesprek staat hier:',
    subjects: {
      confirmed: 'Uw terugbelafspraak',
      soon: 'We bellen u zo',
      missed: 'We hebben u gemist',
      'given-up': 'We konden u niet bereiken',
      'wrong-number': 'We konden u niet bereiken',
    },
  },
};
