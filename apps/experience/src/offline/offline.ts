import './offline.css';

/**
 * Shown by the service worker in place of a page that cannot be fetched. It holds all it needs, words of every language
 * too: nothing else of the page is kept without a network.
 */
interface Words {
  title: string;
  text: string;
  again: string;
}

const WORDS: Record<string, Words> = {
  en: {
    title: 'You’re offline',
    text: 'Check your connection. This page comes back by itself, and if you were in line, your place is kept for a while.',
    again: 'Try again',
  },
  ar: {
    title: 'لا يوجد اتصال',
    text: 'تحقق من اتصالك. ستعود هذه الصفحة من تلقاء نفسها، وإن كنت في الطابور فمكانك محفوظ لبعض الوقت.',
    again: 'حاول مرة أخرى',
  },
  de: {
    title: 'Sie sind offline',
    text: 'Prüfen Sie die Verbindung. Diese Seite kommt von selbst zurück; standen Sie in einer Schlange, bleibt Ihr Platz eine Weile erhalten.',
    again: 'Noch einmal versuchen',
  },
  es: {
    title: 'No tiene conexión',
    text: 'Compruebe la conexión. Esta página vuelve por sí sola y, si estaba en la cola, su lugar se guarda un tiempo.',
    again: 'Intentar de nuevo',
  },
  fr: {
    title: 'Vous êtes hors ligne',
    text: 'Vérifiez votre connexion. Cette page revient d’elle-même et, si vous étiez dans la file, votre place est gardée un moment.',
    again: 'Réessayer',
  },
  hi: {
    title: 'आप ऑफ़लाइन हैं',
    text: 'अपना कनेक्शन जाँचें। यह पेज अपने आप वापस आएगा, और आप कतार में थे तो आपकी जगह कुछ देर बनी रहेगी।',
    again: 'फिर से कोशिश करें',
  },
  nl: {
    title: 'U bent offline',
    text: 'Controleer uw verbinding. Deze pagina komt vanzelf terug; stond u in de rij, dan blijft uw plaats een tijdje bewaard.',
    again: 'Probeer opnieuw',
  },
  pt: {
    title: 'Está sem ligação',
    text: 'Verifique a ligação. Esta página volta sozinha e, se estava na fila, o seu lugar fica guardado por algum tempo.',
    again: 'Tentar de novo',
  },
};

/** Asks for what the server always has; the service worker lets it through. */
const PROBE = '/ivr-experience/offline';
const AGAIN_MS = 4_000;

const tag = navigator.languages.map((each) => each.split('-')[0] ?? '').find((each) => each in WORDS) ?? 'en';
const { title, text, again } = WORDS[tag] as Words;
Object.assign(document.documentElement, { lang: tag, dir: tag === 'ar' ? 'rtl' : 'ltr' });
document.title = title;

const main = document.createElement('main');
const heading = Object.assign(document.createElement('h1'), { textContent: title, tabIndex: -1 });
const button = Object.assign(document.createElement('button'), { type: 'button', textContent: again });
button.addEventListener('click', () => location.reload());
main.append(heading, Object.assign(document.createElement('p'), { textContent: text }), button);
document.body.append(main);
heading.focus();

async function look(): Promise<void> {
  // Refused by the network, as long as there is none.
  const answer = await fetch(PROBE, { method: 'HEAD', cache: 'no-store' }).catch(() => null);
  if (answer?.ok) location.reload();
}
addEventListener('online', () => void look());
setInterval(() => void look(), AGAIN_MS);
