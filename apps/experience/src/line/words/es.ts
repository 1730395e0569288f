import type { LineWords } from '../words.js';

export const words: LineWords = {
  inLine: (place) => (place === 1 ? 'Usted es el siguiente' : `Está en el puesto ${place}`),
  badge: (place) => `${place}.º`,
  offered: 'Alguien está a punto de atenderle',
  finding: 'Buscamos su lugar',
  you: 'Usted',
  agent: 'Agente',
  before: (count) => `${count} personas antes que usted`,

  underMinute: 'Probablemente menos de un minuto',
  upTo: (minutes) => `Probablemente menos de ${minutes} minutos`,
  about: (minutes) => `Probablemente cerca de ${minutes} ${minutes === '1' ? 'minuto' : 'minutos'}`,
  between: (from, to) => `Probablemente de ${from} a ${to} minutos`,
  fourInFive: '4 de cada 5 personas son atendidas en este tiempo. Cambia si alguien necesita más.',
  unknown: 'Todavía no sabemos cuánto tardará. Guardamos su lugar.',
  stale: 'Así estaba cuando se perdió la conexión. Guardamos su lugar.',
  now: 'ahora',
  minutes: (count) => `${count} min.`,

  kept: 'Actualice esta página o vuelva a ella: guardamos su lugar.',
  leave: 'Dejar la cola',
  callMe: 'Guarden mi lugar y llámenme',
  clock: (from, to) => `Probablemente entre las ${from} y las ${to}`,
  clockAbout: (time) => `Probablemente hacia las ${time}`,
  stays: (place) => `Sigue en el puesto ${place}`,
  keptMeanwhile: 'Guardamos su lugar en la cola.',
};
