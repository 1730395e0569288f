/** What is pushed: somebody else may see it on a screen, so it says nothing of the visitor. */
export type PushKind = 'next' | 'turn' | 'call';

const WORDS: Record<string, Record<PushKind, string>> = {
  en: {
    next: 'You’re next in line. Come back to the page.',
    turn: 'It’s your turn. Someone is about to answer.',
    call: 'We’re calling you back now.',
  },
  ar: {
    next: 'دورك هو التالي. عُد إلى الصفحة.',
    turn: 'حان دورك. سيرد عليك أحدهم الآن.',
    call: 'نتصل بك الآن.',
  },
  de: {
    next: 'Sie sind als Nächstes dran. Kommen Sie zurück auf die Seite.',
    turn: 'Sie sind dran. Gleich antwortet jemand.',
    call: 'Wir rufen Sie jetzt zurück.',
  },
  es: {
    next: 'Usted es el siguiente. Vuelva a la página.',
    turn: 'Es su turno. Enseguida le atienden.',
    call: 'Le estamos llamando ahora.',
  },
  fr: {
    next: 'Vous êtes le prochain. Revenez sur la page.',
    turn: 'C’est votre tour. Quelqu’un va vous répondre.',
    call: 'Nous vous rappelons maintenant.',
  },
  hi: {
    next: 'अगली बारी आपकी है। पेज पर वापस आएँ।',
    turn: 'आपकी बारी आ गई है। कोई अभी जवाब देगा।',
    call: 'हम आपको अभी कॉल कर रहे हैं।',
  },
  nl: {
    next: 'U bent bijna aan de beurt. Kom terug naar de pagina.',
    turn: 'U bent aan de beurt. Er komt zo iemand.',
    call: 'We bellen u nu terug.',
  },
  pt: {
    next: 'É o próximo. Volte à página.',
    turn: 'É a sua vez. Já o vão atender.',
    call: 'Estamos a ligar-lhe agora.',
  },
};

export function pushWords(kind: PushKind, language: string): string {
  const words = WORDS[language.split('-')[0]?.toLowerCase() ?? ''] ?? WORDS['en'];
  return words?.[kind] ?? '';
}
