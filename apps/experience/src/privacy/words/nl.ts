import type { PrivacyWords } from '../words.js';

export const words: PrivacyWords = {
  title: 'Mogen we onthouden hoe u hier gekomen bent?',
  text: 'We willen graag onthouden van welke pagina en welke advertentie u komt, om deze dienst beter te maken. Zegt u nee, dan werkt alles net zo.',
  yes: 'Ja, prima',
  no: 'Nee',
  more: 'Meer over privacy, in een nieuw tabblad',
  menu: 'Privacy',
  serves: 'Om u te helpen bewaren we uw antwoorden en de stappen van dit bezoek. Er zijn geen cookies.',
  usage: 'Onthouden van welke pagina en advertentie ik kom',
  none: 'Van welke pagina of advertentie u komt, wordt niet bewaard.',
  signalled:
    'Uw browser vraagt om u niet te volgen. Daar houden we ons aan: van welke pagina of advertentie u komt, wordt niet bewaard.',
  change: 'U kunt dit op elk moment veranderen.',
};
