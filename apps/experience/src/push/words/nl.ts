import type { PushWords } from '../words.js';

export const words: PushWords = {
  offers: {
    turn: { ask: 'Laat het me weten als ik aan de beurt ben', about: 'Ook als deze pagina op de achtergrond staat' },
    call: { ask: 'Laat het me weten als u belt', about: 'Een bericht op dit apparaat, ook als deze pagina dicht is' },
  },
  ownPage: 'Bericht krijgen als u aan de beurt bent',
  ownPageAbout: 'Het gaat verder in een eigen tabblad, dat u bericht mag sturen',
  willTell: 'We laten het op dit apparaat weten als u aan de beurt bent, en als we u terugbellen.',
  stop: 'Toch niet',
  blocked: 'Uw browser blokkeert meldingen van deze pagina. Sta ze toe in de adresbalk als u bericht wilt.',
  failed: 'Dat lukte niet. Controleer uw verbinding en probeer het opnieuw, of houd deze pagina open.',
};
