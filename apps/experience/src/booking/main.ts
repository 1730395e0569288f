import '@fontsource-variable/inter/opsz.css';
import '@calldocker/look/tokens.css';
import '@calldocker/look/visitor.css';
import '../styles/stage.css';
import '../styles/backdrop.css';
import '../styles/menu.css';
import '../styles/forms.css';
import './booking.css';
import sprite from '@calldocker/look/icons.svg?raw';
import { speak } from '../strings.js';
import { CallbackPage } from './callback-page.js';

void speak(navigator.languages);
const page = new CallbackPage();
page.token = location.hash.slice(1);
// Another link opened where one is shown.
addEventListener('hashchange', () => location.reload());
document.body.insertAdjacentHTML('afterbegin', sprite.replace('<svg', '<svg class="sprite" aria-hidden="true"'));
document.body.append(page);
