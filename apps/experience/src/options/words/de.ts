import type { OptionsWords } from '../words.js';

export const words: OptionsWords = {
  goOnBy: 'Wie möchten Sie weitermachen?',
  modes: { video: 'Video', audio: 'Ton', text: 'Text' },
  modesAbout: {
    video: 'Den Gastgeber sehen und hören',
    audio: 'Zuhören, auch bei ausgeschaltetem Bildschirm',
    text: 'Alles lesen, ohne Ton',
  },
  otherDevice: 'Auf einem anderen Gerät weitermachen',
  otherDeviceHow:
    'Scannen Sie diesen Code mit dem anderen Gerät oder öffnen Sie dort den Link. Er gilt einmal, zehn Minuten lang.',
  qrCode: 'Code mit dem Link',
  link: 'Verweis',
  copyLink: 'Link kopieren',
  copied: 'Kopiert',
  linkAway: 'Wir konnten keinen Link erstellen. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
  background: 'Hintergrundklang',
  backgroundAbout: 'Musik oder Geräusche unter dem Gesagten',
};
