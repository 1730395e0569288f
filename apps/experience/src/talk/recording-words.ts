import { strings } from '../strings.js';

/** What a visitor is asked before a call is recorded, and told while it is. A consent is asked in their own language. */
interface RecordingWords {
  ask(name: string | null, picture: boolean): string;
  kept(days: number): string;
  accept: string;
  decline: string;
  live: string;
  stop: string;
  stopped: string;
}

const english: RecordingWords = {
  ask: (name, picture) =>
    `${name ?? 'The agent'} would like to record this call, with ${picture ? 'sound and picture' : 'its sound'}. May they?`,
  kept: (days) =>
    `The recording is deleted after ${days === 1 ? 'one day' : `${days} days`}. You can say no, and stop it at any time; the call goes on.`,
  accept: 'Yes, record',
  decline: 'No',
  live: 'Recording',
  stop: 'Stop recording',
  stopped: 'This call is not recorded any more.',
};

const WORDS: Readonly<Record<string, RecordingWords>> = {
  de: {
    ask: (name, picture) =>
      `${name ?? 'Ihr Gegenüber'} möchte dieses Gespräch mit ${picture ? 'Ton und Bild' : 'Ton'} aufzeichnen. Sind Sie einverstanden?`,
    kept: (days) =>
      `Die Aufzeichnung wird nach ${days === 1 ? 'einem Tag' : `${days} Tagen`} gelöscht. Sie können ablehnen und sie jederzeit beenden; das Gespräch geht weiter.`,
    accept: 'Ja, aufzeichnen',
    decline: 'Nein',
    live: 'Aufzeichnung läuft',
    stop: 'Aufzeichnung beenden',
    stopped: 'Dieses Gespräch wird nicht mehr aufgezeichnet.',
  },
  es: {
    ask: (name, picture) =>
      `${name ?? 'El agente'} quiere grabar esta llamada, con ${picture ? 'sonido e imagen' : 'su sonido'}. ¿Está de acuerdo?`,
    kept: (days) =>
      `La grabación se borra después de ${days === 1 ? 'un día' : `${days} días`}. Puede decir que no y detenerla cuando quiera; la llamada continúa.`,
    accept: 'Sí, grabar',
    decline: 'No',
    live: 'Grabando',
    stop: 'Detener la grabación',
    stopped: 'Esta llamada ya no se graba.',
  },
  fr: {
    ask: (name, picture) =>
      `${name ?? 'Votre interlocuteur'} souhaite enregistrer cet appel, ${picture ? 'le son et l’image' : 'le son seulement'}. Êtes-vous d’accord ?`,
    kept: (days) =>
      `L’enregistrement est effacé après ${days === 1 ? 'un jour' : `${days} jours`}. Vous pouvez refuser, et l’arrêter à tout moment ; l’appel continue.`,
    accept: 'Oui, enregistrer',
    decline: 'Non',
    live: 'Enregistrement en cours',
    stop: 'Arrêter l’enregistrement',
    stopped: 'Cet appel n’est plus enregistré.',
  },
  nl: {
    ask: (name, picture) =>
      `${name ?? 'De medewerker'} wil dit gesprek opnemen, met ${picture ? 'beeld en geluid' : 'geluid'}. Vindt u dat goed?`,
    kept: (days) =>
      `De opname wordt na ${days === 1 ? 'één dag' : `${days} dagen`} gewist. U kunt nee zeggen en de opname altijd stoppen; het gesprek gaat door.`,
    accept: 'Ja, opnemen',
    decline: 'Nee',
    live: 'Wordt opgenomen',
    stop: 'Opname stoppen',
    stopped: 'Dit gesprek wordt niet meer opgenomen.',
  },
  pt: {
    ask: (name, picture) =>
      `${name ?? 'O atendente'} gostaria de gravar esta chamada, com ${picture ? 'som e imagem' : 'o som'}. Você concorda?`,
    kept: (days) =>
      `A gravação é apagada após ${days === 1 ? 'um dia' : `${days} dias`}. Você pode recusar e interrompê-la quando quiser; a chamada continua.`,
    accept: 'Sim, gravar',
    decline: 'Não',
    live: 'Gravando',
    stop: 'Parar a gravação',
    stopped: 'Esta chamada não está mais sendo gravada.',
  },
  hi: {
    ask: (name, picture) =>
      `${name ?? 'एजेंट'} इस कॉल को ${picture ? 'आवाज़ और वीडियो के साथ' : 'आवाज़ के साथ'} रिकॉर्ड करना चाहते हैं। क्या आप सहमत हैं?`,
    kept: (days) => `रिकॉर्डिंग ${days} दिन बाद मिटा दी जाती है। आप मना कर सकते हैं और इसे कभी भी रोक सकते हैं; कॉल चलती रहेगी।`,
    accept: 'हाँ, रिकॉर्ड करें',
    decline: 'नहीं',
    live: 'रिकॉर्डिंग हो रही है',
    stop: 'रिकॉर्डिंग रोकें',
    stopped: 'यह कॉल अब रिकॉर्ड नहीं हो रही है।',
  },
  ar: {
    ask: (name, picture) =>
      `${name ?? 'الموظف'} يطلب تسجيل هذه المكالمة ${picture ? 'بالصوت والصورة' : 'بالصوت فقط'}. هل توافق؟`,
    kept: (days) =>
      `مدة حفظ التسجيل بالأيام: ${days}، ثم يُحذف. يمكنك الرفض، وإيقاف التسجيل في أي وقت، وتستمر المكالمة.`,
    accept: 'نعم، سجّل',
    decline: 'لا',
    live: 'جارٍ التسجيل',
    stop: 'إيقاف التسجيل',
    stopped: 'لم تعد هذه المكالمة تُسجَّل.',
  },
};

/** In the language that the page speaks now. */
export const recordingWords = (): RecordingWords => WORDS[strings.tag] ?? english;
