/** Sentences the engine says where an author wrote none. A language that is missing here is served in English. */
import type { Language } from './definition.js';
import { baseOf } from './languages.js';
import { own } from './own.js';

const ENGLISH = {
  'menu.noInput': 'Take your time.',
  'menu.noMatch': 'That is not one of the choices.',
  'menu.keys': 'Press {keys}, or tap a choice.',
  'menu.tap': 'Tap a choice.',
  or: 'or',
  'ask.noInput': 'Take your time. Type your answer when you are ready.',
  'answer.empty': 'Type your answer first.',
  'text.short': 'Write at least {min} characters.',
  'text.long': 'That is too long. Use at most {max} characters.',
  'digits.form': 'Use only the digits 0 to 9.',
  'digits.exact': 'Type exactly {min} digits.',
  'digits.short': 'That is too short. Type at least {min} digits.',
  'digits.long': 'That is too long. Type at most {max} digits.',
  'number.form': 'Type a number, for example 12.',
  'email.at': 'An e-mail address has an @, as in name@example.com.',
  'email.domain': 'The part after the @ is not complete. It looks like name@example.com.',
  'email.form': 'This address has a character that does not belong there. It looks like name@example.com.',
  'phone.empty': 'Type your telephone number first.',
  'phone.form': 'A telephone number has only digits, and perhaps a + in front.',
  'phone.country': 'Start with + and your country code, for example +44 for the United Kingdom.',
  'phone.short': 'This number is too short. Check that no digit is missing.',
  'phone.long': 'This number is too long. It has at most 15 digits with the country code.',
  'date.form': 'Write the date as year-month-day, for example 2026-03-31.',
  'date.unknown': 'That day is not in the calendar. Check the day and the month.',
  'rating.range': 'Choose a number from {lowest} to {scale}.',
  'callback.prompt': 'Which number may we call?',
  'callback.noInput': 'Take your time. Type the number we may call.',
  'callback.booked': 'Thank you. We have your number and will call you back.',
  'chat.prompt': 'Chat with us.',
  'chat.unavailable': 'Nobody can chat with you now. Choose another way to reach us, or try again later.',
  'faq.prompt': 'Answers',
  'faq.helped': 'Good to know. Look further, or go back.',
  'faq.notHelped': 'Thank you for telling us. Try other words, or choose another way to reach us.',
  'email.prompt': 'Write to us. We answer by e-mail.',
  'email.sent': 'We have your message. We answer by e-mail.',
  'message.noInput': 'Take your time. Write to us when you are ready.',
  'message.empty': 'Write your message first.',
  'email.empty': 'Type your e-mail address, so that we can answer.',
  'request.filler': 'One moment, please.',
  'end.failed': 'We cannot go on from here. The fault is ours, not yours. Try again later, or reach us another way.',
  'end.abandoned': 'You have left. Come back whenever you like.',
};

export type PhraseKey = keyof typeof ENGLISH;
export type PhraseValues = Partial<Record<'keys' | 'min' | 'max' | 'lowest' | 'scale', string | number>>;

const PHRASES: Readonly<Record<string, Readonly<Record<PhraseKey, string>>>> = {
  en: ENGLISH,
  de: {
    'menu.noInput': 'Lassen Sie sich Zeit.',
    'menu.noMatch': 'Das steht nicht zur Auswahl.',
    'menu.keys': 'Drücken Sie {keys}, oder tippen Sie auf eine Auswahl.',
    'menu.tap': 'Tippen Sie auf eine Auswahl.',
    or: 'oder',
    'ask.noInput': 'Lassen Sie sich Zeit. Schreiben Sie Ihre Antwort, wenn Sie so weit sind.',
    'answer.empty': 'Schreiben Sie zuerst Ihre Antwort.',
    'text.short': 'Schreiben Sie mindestens {min} Zeichen.',
    'text.long': 'Das ist zu lang. Höchstens {max} Zeichen.',
    'digits.form': 'Verwenden Sie nur die Ziffern 0 bis 9.',
    'digits.exact': 'Geben Sie genau {min} Ziffern ein.',
    'digits.short': 'Das ist zu kurz. Geben Sie mindestens {min} Ziffern ein.',
    'digits.long': 'Das ist zu lang. Geben Sie höchstens {max} Ziffern ein.',
    'number.form': 'Geben Sie eine Zahl ein, zum Beispiel 12.',
    'email.at': 'Eine E-Mail-Adresse enthält ein @, wie in name@beispiel.de.',
    'email.domain': 'Der Teil nach dem @ ist nicht vollständig. So sieht er aus: name@beispiel.de.',
    'email.form': 'In dieser Adresse steht ein Zeichen, das nicht dorthin gehört. So sieht sie aus: name@beispiel.de.',
    'phone.empty': 'Geben Sie zuerst Ihre Telefonnummer ein.',
    'phone.form': 'Eine Telefonnummer besteht nur aus Ziffern, vielleicht mit einem + davor.',
    'phone.country': 'Beginnen Sie mit + und der Ländervorwahl, zum Beispiel +49 für Deutschland.',
    'phone.short': 'Diese Nummer ist zu kurz. Prüfen Sie, ob eine Ziffer fehlt.',
    'phone.long': 'Diese Nummer ist zu lang. Mit Ländervorwahl hat sie höchstens 15 Ziffern.',
    'date.form': 'Schreiben Sie das Datum so: 31.3.2026.',
    'date.unknown': 'Diesen Tag gibt es im Kalender nicht. Prüfen Sie Tag und Monat.',
    'rating.range': 'Wählen Sie eine Zahl von {lowest} bis {scale}.',
    'callback.prompt': 'Unter welcher Nummer dürfen wir Sie anrufen?',
    'callback.noInput': 'Lassen Sie sich Zeit. Geben Sie die Nummer ein, unter der wir Sie anrufen dürfen.',
    'callback.booked': 'Danke. Wir haben Ihre Nummer und rufen Sie zurück.',
    'chat.prompt': 'Schreiben Sie mit uns.',
    'chat.unavailable':
      'Gerade kann niemand mit Ihnen schreiben. Wählen Sie einen anderen Weg, oder versuchen Sie es später noch einmal.',
    'faq.prompt': 'Antworten',
    'faq.helped': 'Gut zu wissen. Suchen Sie weiter, oder gehen Sie zurück.',
    'faq.notHelped':
      'Danke für den Hinweis. Versuchen Sie es mit anderen Wörtern, oder wählen Sie einen anderen Weg zu uns.',
    'email.prompt': 'Schreiben Sie uns. Wir antworten per E-Mail.',
    'email.sent': 'Wir haben Ihre Nachricht. Wir antworten per E-Mail.',
    'message.noInput': 'Lassen Sie sich Zeit. Schreiben Sie uns, wenn Sie so weit sind.',
    'message.empty': 'Schreiben Sie zuerst Ihre Nachricht.',
    'email.empty': 'Geben Sie Ihre E-Mail-Adresse ein, damit wir antworten können.',
    'request.filler': 'Einen Moment bitte.',
    'end.failed':
      'Hier kommen wir nicht weiter. Der Fehler liegt bei uns, nicht bei Ihnen. Versuchen Sie es später noch einmal, oder erreichen Sie uns auf anderem Weg.',
    'end.abandoned': 'Sie haben das Gespräch verlassen. Kommen Sie jederzeit wieder.',
  },
  nl: {
    'menu.noInput': 'Neem de tijd.',
    'menu.noMatch': 'Dat is geen van de keuzes.',
    'menu.keys': 'Druk op {keys}, of tik op een keuze.',
    'menu.tap': 'Tik op een keuze.',
    or: 'of',
    'ask.noInput': 'Neem de tijd. Typ uw antwoord als u zover bent.',
    'answer.empty': 'Typ eerst uw antwoord.',
    'text.short': 'Schrijf minstens {min} tekens.',
    'text.long': 'Dat is te lang. Gebruik hoogstens {max} tekens.',
    'digits.form': 'Gebruik alleen de cijfers 0 tot en met 9.',
    'digits.exact': 'Typ precies {min} cijfers.',
    'digits.short': 'Dat is te kort. Typ minstens {min} cijfers.',
    'digits.long': 'Dat is te lang. Typ hoogstens {max} cijfers.',
    'number.form': 'Typ een getal, bijvoorbeeld 12.',
    'email.at': 'Een e-mailadres heeft een @, zoals in naam@voorbeeld.nl.',
    'email.domain': 'Het deel na de @ is niet compleet. Het ziet eruit als naam@voorbeeld.nl.',
    'email.form': 'In dit adres staat een teken dat er niet hoort. Het ziet eruit als naam@voorbeeld.nl.',
    'phone.empty': 'Typ eerst uw telefoonnummer.',
    'phone.form': 'Een telefoonnummer heeft alleen cijfers, eventueel met een + ervoor.',
    'phone.country': 'Begin met + en uw landnummer, bijvoorbeeld +31 voor Nederland.',
    'phone.short': 'Dit nummer is te kort. Kijk of er een cijfer ontbreekt.',
    'phone.long': 'Dit nummer is te lang. Met landnummer heeft het hoogstens 15 cijfers.',
    'date.form': 'Schrijf de datum als jaar-maand-dag, bijvoorbeeld 2026-03-31.',
    'date.unknown': 'Die dag staat niet in de kalender. Controleer de dag en de maand.',
    'rating.range': 'Kies een getal van {lowest} tot en met {scale}.',
    'callback.prompt': 'Welk nummer mogen we bellen?',
    'callback.noInput': 'Neem de tijd. Typ het nummer dat we mogen bellen.',
    'callback.booked': 'Dank u. We hebben uw nummer en bellen u terug.',
    'chat.prompt': 'Chat met ons.',
    'chat.unavailable': 'Er kan nu niemand met u chatten. Kies een andere manier, of probeer het later opnieuw.',
    'faq.prompt': 'Antwoorden',
    'faq.helped': 'Goed om te weten. Zoek verder, of ga terug.',
    'faq.notHelped': 'Dank u voor het melden. Probeer andere woorden, of kies een andere manier om ons te bereiken.',
    'email.prompt': 'Schrijf ons. We antwoorden per e-mail.',
    'email.sent': 'We hebben uw bericht. We antwoorden per e-mail.',
    'message.noInput': 'Neem de tijd. Schrijf ons als u zover bent.',
    'message.empty': 'Schrijf eerst uw bericht.',
    'email.empty': 'Typ uw e-mailadres, zodat we kunnen antwoorden.',
    'request.filler': 'Een ogenblik geduld.',
    'end.failed':
      'We kunnen hier niet verder. De fout ligt bij ons, niet bij u. Probeer het later opnieuw, of bereik ons op een andere manier.',
    'end.abandoned': 'U bent weggegaan. Kom terug wanneer u wilt.',
  },
  fr: {
    'menu.noInput': 'Prenez votre temps.',
    'menu.noMatch': 'Cela ne fait pas partie des choix.',
    'menu.keys': 'Appuyez sur {keys}, ou touchez un choix.',
    'menu.tap': 'Touchez un choix.',
    or: 'ou',
    'ask.noInput': 'Prenez votre temps. Écrivez votre réponse quand vous serez prêt.',
    'answer.empty': 'Écrivez d’abord votre réponse.',
    'text.short': 'Écrivez au moins {min} caractères.',
    'text.long': 'C’est trop long. Utilisez {max} caractères au plus.',
    'digits.form': 'Utilisez seulement les chiffres de 0 à 9.',
    'digits.exact': 'Tapez exactement {min} chiffres.',
    'digits.short': 'C’est trop court. Tapez au moins {min} chiffres.',
    'digits.long': 'C’est trop long. Tapez {max} chiffres au plus.',
    'number.form': 'Tapez un nombre, par exemple 12.',
    'email.at': 'Une adresse e-mail contient un @, comme nom@exemple.fr.',
    'email.domain': 'La partie après le @ n’est pas complète. Elle ressemble à nom@exemple.fr.',
    'email.form': 'Cette adresse contient un caractère de trop. Elle ressemble à nom@exemple.fr.',
    'phone.empty': 'Tapez d’abord votre numéro de téléphone.',
    'phone.form': 'Un numéro de téléphone n’a que des chiffres, avec ou sans + devant.',
    'phone.country': 'Commencez par + et l’indicatif de votre pays, par exemple +33 pour la France.',
    'phone.short': 'Ce numéro est trop court. Vérifiez qu’il ne manque pas un chiffre.',
    'phone.long': 'Ce numéro est trop long. Avec l’indicatif, il a 15 chiffres au plus.',
    'date.form': 'Écrivez la date ainsi : année-mois-jour, par exemple 2026-03-31.',
    'date.unknown': 'Ce jour n’existe pas dans le calendrier. Vérifiez le jour et le mois.',
    'rating.range': 'Choisissez un nombre de {lowest} à {scale}.',
    'callback.prompt': 'Quel numéro pouvons-nous appeler ?',
    'callback.noInput': 'Prenez votre temps. Tapez le numéro que nous pouvons appeler.',
    'callback.booked': 'Merci. Nous avons votre numéro et vous rappellerons.',
    'chat.prompt': 'Discutez avec nous.',
    'chat.unavailable':
      'Personne ne peut discuter avec vous maintenant. Choisissez un autre moyen, ou réessayez plus tard.',
    'faq.prompt': 'Réponses',
    'faq.helped': 'C’est bon à savoir. Cherchez encore, ou revenez en arrière.',
    'faq.notHelped': 'Merci de nous le dire. Essayez d’autres mots, ou choisissez un autre moyen de nous joindre.',
    'email.prompt': 'Écrivez-nous. Nous répondons par e-mail.',
    'email.sent': 'Nous avons votre message. Nous répondons par e-mail.',
    'message.noInput': 'Prenez votre temps. Écrivez-nous quand vous serez prêt.',
    'message.empty': 'Écrivez d’abord votre message.',
    'email.empty': 'Tapez votre adresse e-mail, pour que nous puissions répondre.',
    'request.filler': 'Un instant, s’il vous plaît.',
    'end.failed':
      'Nous ne pouvons pas continuer ici. L’erreur vient de nous, pas de vous. Réessayez plus tard, ou contactez-nous autrement.',
    'end.abandoned': 'Vous êtes parti. Revenez quand vous voulez.',
  },
};

export function isPhraseKey(value: unknown): value is PhraseKey {
  return typeof value === 'string' && Object.hasOwn(ENGLISH, value);
}

/** A sentence in the language, or in English. */
export function phrase(language: Language, key: PhraseKey, values?: PhraseValues): string {
  const sentence = (own(PHRASES, baseOf(language)) ?? ENGLISH)[key];
  if (values === undefined) return sentence;
  let filled = sentence;
  for (const [name, value] of Object.entries(values)) filled = filled.replace(`{${name}}`, () => String(value));
  return filled;
}

/** `1, 2 or 3` */
export function listed(language: Language, words: readonly string[]): string {
  const last = words.length - 1;
  let list = words[0] ?? '';
  for (let at = 1; at < last; at++) list += `, ${words[at]}`;
  return last < 1 ? list : `${list} ${phrase(language, 'or')} ${words[last]}`;
}
