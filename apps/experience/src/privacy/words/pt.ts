import type { PrivacyWords } from '../words.js';

export const words: PrivacyWords = {
  title: 'Podemos guardar como chegou até aqui?',
  text: 'Gostaríamos de lembrar de que página e de que anúncio vem, para melhorar este serviço. Se disser que não, tudo funciona da mesma forma.',
  yes: 'Sim, pode ser',
  no: 'Não',
  more: 'Mais sobre privacidade, num novo separador',
  menu: 'Privacidade',
  serves: 'Para o atender, guardamos as suas respostas e os passos desta visita. Não há cookies.',
  usage: 'Lembrar de que página e anúncio venho',
  none: 'Não se guarda de que página ou anúncio vem.',
  signalled: 'O seu navegador pede que não o sigam. Respeitamos isso: não se guarda de que página ou anúncio vem.',
  change: 'Pode mudar isto a qualquer momento.',
};
