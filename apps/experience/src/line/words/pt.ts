import type { LineWords } from '../words.js';

export const words: LineWords = {
  inLine: (place) => (place === 1 ? 'É a seguir a sua vez' : `Está em ${place}.º lugar`),
  badge: (place) => `${place}.º`,
  offered: 'Alguém está prestes a atender',
  finding: 'A procurar o seu lugar',
  you: 'Você',
  agent: 'Agente',
  before: (count) => `${count} pessoas antes de si`,

  underMinute: 'Provavelmente menos de um minuto',
  upTo: (minutes) => `Provavelmente menos de ${minutes} minutos`,
  about: (minutes) => `Provavelmente cerca de ${minutes} ${minutes === '1' ? 'minuto' : 'minutos'}`,
  between: (from, to) => `Provavelmente ${from} a ${to} minutos`,
  fourInFive: '4 em cada 5 pessoas são atendidas neste tempo. Muda se alguém precisar de mais.',
  unknown: 'Ainda não sabemos quanto tempo demora. O seu lugar está guardado.',
  stale: 'Era assim quando a ligação se perdeu. O seu lugar está guardado.',
  now: 'agora',
  minutes: (count) => `${count} min.`,

  kept: 'Atualize esta página ou volte mais tarde: o seu lugar está guardado.',
  leave: 'Sair da fila',
  callMe: 'Guardem o meu lugar e liguem-me',
  clock: (from, to) => `Provavelmente entre as ${from} e as ${to}`,
  clockAbout: (time) => `Provavelmente por volta das ${time}`,
  stays: (place) => `Continua em ${place}.º lugar`,
  keptMeanwhile: 'O seu lugar na fila está guardado.',
};
