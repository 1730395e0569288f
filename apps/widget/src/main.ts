import { CallDockerIvr } from './element.js';

// A page that loads the script twice keeps the first.
if (!customElements.get('calldocker-ivr')) customElements.define('calldocker-ivr', CallDockerIvr);
