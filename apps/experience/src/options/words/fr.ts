import type { OptionsWords } from '../words.js';

export const words: OptionsWords = {
  goOnBy: 'Comment voulez-vous continuer ?',
  modes: { video: 'Vidéo', audio: 'Son', text: 'Texte' },
  modesAbout: {
    video: 'Voir et entendre votre hôte',
    audio: 'Écouter, même écran éteint',
    text: 'Tout lire, sans le son',
  },
  otherDevice: 'Continuer sur un autre appareil',
  otherDeviceHow:
    'Scannez ce code avec l’autre appareil, ou ouvrez-y le lien. Il fonctionne une fois, pendant dix minutes.',
  qrCode: 'Code contenant le lien',
  link: 'Lien',
  copyLink: 'Copier le lien',
  copied: 'Copié',
  linkAway: 'Nous n’avons pas pu créer de lien. Vérifiez la connexion, puis réessayez.',
  background: 'Fond sonore',
  backgroundAbout: 'De la musique ou une ambiance sous les paroles',
};
