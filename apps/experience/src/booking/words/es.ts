import type { BookingWords } from '../words.js';

export const words: BookingWords = {
  when: 'Cuándo',
  myTurn: 'En mi turno',
  likely: (range) => `probablemente ${range}`,
  soon: 'Lo antes posible',
  atOpening: 'Cuando volvamos a abrir',
  pickTime: 'Elegir una hora',
  from: (day, time) => `${day}, ${time} o más tarde`,
  day: 'Día',
  time: 'Hora',
  tries: (times, minutes) =>
    times === 1
      ? 'Lo intentamos una vez. Con un correo electrónico recibe un enlace para cambiarlo.'
      : `Lo intentamos ${times} veces, cada ${minutes} minutos. Con un correo electrónico recibe un enlace para cambiarlo.`,
  fair: 'A nadie que llegó después de usted se le llama antes.',

  stages: {
    waiting: 'Le llamaremos cuando sea su turno',
    booked: 'Le llamaremos',
    calling: 'Le estamos llamando',
    again: 'No pudimos contactarle',
    called: 'Ya hemos hablado',
    failed: 'No logramos contactarle',
    cancelled: 'No habrá llamada',
  },
  at: (moment) => `${moment}.`,
  nextTry: (moment) => `Lo intentamos de nuevo: ${moment}.`,
  pickUp: 'Conteste cuando suene su teléfono.',
  over: 'Lo intentamos tantas veces como dijimos. Pida una nueva llamada si aún la quiere.',
  done: 'Esta llamada ya está hecha.',
  cancelled: 'Usted la canceló. Pida una nueva llamada cuando quiera.',
  number: (masked) => `Al ${masked}`,
  changeHere: 'Cambiarla o cancelarla',
  keepLink: 'Guarde este enlace: abre su llamada en cualquier dispositivo.',

  myCallback: 'Su llamada',
  loading: 'Buscamos su llamada',
  otherTime: 'Otra hora',
  soonInstead: 'En cuanto sea mi turno',
  move: 'Llámenme entonces',
  cancel: 'Cancelar la llamada',
  cancelSure: '¿Cancelar la llamada? Pierde su lugar.',
  keep: 'Mantenerla',
  moved: 'Cambiada.',
  noTimes: 'No hay otra hora libre.',
  tryAgain: 'Intentar de nuevo',
  linkTitle: 'Este enlace no abre nada',
  linkDetail: 'Es demasiado antiguo o no está completo. Cópielo de nuevo de su correo o pida una nueva llamada.',
  awayTitle: 'El servicio no responde',
  awayDetail: 'Su llamada está guardada. Revise su conexión e inténtelo de nuevo.',
};
