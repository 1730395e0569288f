import '@fontsource-variable/inter/opsz.css';
import './demo.css';
import host from './host.svg?no-inline';

/** `?widget=` shows any widget on this page; otherwise the server's demonstration widget, when there is one. */
const asked = new URLSearchParams(location.search).get('widget');
const given = document.querySelector('meta[name="demo-widget-key"]')?.getAttribute('content') ?? '';
const key = asked ?? (/^[A-Z_]*$/.test(given) ? '' : given);

const widget = document.querySelector('calldocker-ivr');
const missing = document.querySelector<HTMLElement>('.missing');
widget?.setAttribute('picture', host);
if (key) widget?.setAttribute('widget', key);
else widget?.remove();
if (missing) missing.hidden = key !== '';
