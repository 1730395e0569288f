import type { BookingWords } from '../words.js';

export const words: BookingWords = {
  when: 'Quando',
  myTurn: 'Na minha vez',
  likely: (range) => `provavelmente ${range}`,
  soon: 'Logo que possível',
  atOpening: 'Quando voltarmos a abrir',
  pickTime: 'Escolher uma hora',
  from: (day, time) => `${day}, ${time} ou mais tarde`,
  day: 'Dia',
  time: 'Hora',
  tries: (times, minutes) =>
    times === 1
      ? 'Tentamos uma vez. Com um endereço de e-mail recebe uma ligação para alterar.'
      : `Tentamos ${times} vezes, com ${minutes} minutos de intervalo. Com um endereço de e-mail recebe uma ligação para alterar.`,
  fair: 'Ninguém que chegou depois de si é chamado antes.',

  stages: {
    waiting: 'Ligamos-lhe quando for a sua vez',
    booked: 'Vamos ligar-lhe',
    calling: 'Estamos a ligar-lhe',
    again: 'Não conseguimos falar consigo',
    called: 'Já falámos',
    failed: 'Não foi possível contactá-lo',
    cancelled: 'Não haverá chamada',
  },
  at: (moment) => `${moment}.`,
  nextTry: (moment) => `Tentamos de novo: ${moment}.`,
  pickUp: 'Atenda quando o telefone tocar.',
  over: 'Tentámos tantas vezes quantas dissemos. Peça uma nova chamada se ainda a quiser.',
  done: 'Esta chamada está tratada.',
  cancelled: 'Cancelou-a. Peça uma nova chamada quando quiser.',
  number: (masked) => `Para o ${masked}`,
  changeHere: 'Alterar ou cancelar',
  keepLink: 'Guarde esta ligação: abre a sua chamada em qualquer dispositivo.',

  myCallback: 'A sua chamada',
  loading: 'A procurar a sua chamada',
  otherTime: 'Outra hora',
  soonInstead: 'Logo que seja a minha vez',
  move: 'Liguem-me então',
  cancel: 'Cancelar a chamada',
  cancelSure: 'Cancelar a chamada? Perde o seu lugar.',
  keep: 'Manter',
  moved: 'Alterado.',
  noTimes: 'Não há outra hora livre.',
  tryAgain: 'Tentar de novo',
  linkTitle: 'Esta ligação não abre nada',
  linkDetail: 'É demasiado antiga ou não está completa. Copie-a de novo do seu e-mail ou peça uma nova chamada.',
  awayTitle: 'O serviço não responde',
  awayDetail: 'A sua chamada está guardada. Verifique a ligação e tente de novo.',
};
