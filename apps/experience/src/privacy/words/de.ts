import type { PrivacyWords } from '../words.js';

export const words: PrivacyWords = {
  title: 'Dürfen wir festhalten, wie Sie hierher gekommen sind?',
  text: 'Wir würden uns gern merken, von welcher Seite und welcher Anzeige Sie kommen, um diesen Dienst besser zu machen. Sagen Sie nein, geht alles genauso.',
  yes: 'Ja, gern',
  no: 'Nein',
  more: 'Mehr zum Datenschutz, in neuem Tab',
  menu: 'Datenschutz',
  serves: 'Um Ihnen zu helfen, behalten wir Ihre Antworten und die Schritte dieses Besuchs. Cookies gibt es keine.',
  usage: 'Merken, von welcher Seite und Anzeige ich komme',
  none: 'Von welcher Seite oder Anzeige Sie kommen, wird nicht festgehalten.',
  signalled:
    'Ihr Browser bittet darum, Sie nicht zu verfolgen. Wir halten uns daran: Von welcher Seite oder Anzeige Sie kommen, wird nicht festgehalten.',
  change: 'Das können Sie jederzeit ändern.',
};
