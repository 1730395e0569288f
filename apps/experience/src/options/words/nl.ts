import type { OptionsWords } from '../words.js';

export const words: OptionsWords = {
  goOnBy: 'Hoe wilt u verdergaan?',
  modes: { video: 'Video', audio: 'Geluid', text: 'Tekst' },
  modesAbout: {
    video: 'De gastheer zien en horen',
    audio: 'Luisteren, ook met het scherm uit',
    text: 'Alles lezen, zonder geluid',
  },
  otherDevice: 'Verdergaan op een ander apparaat',
  otherDeviceHow:
    'Scan deze code met het andere apparaat, of open daar de link. Hij werkt één keer, tien minuten lang.',
  qrCode: 'Code met de link',
  link: 'Koppeling',
  copyLink: 'Link kopiëren',
  copied: 'Gekopieerd',
  linkAway: 'We konden geen link maken. Controleer de verbinding en probeer het opnieuw.',
  background: 'Achtergrondgeluid',
  backgroundAbout: 'Muziek of sfeer onder wat er gezegd wordt',
};
