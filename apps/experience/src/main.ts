import '@calldocker/look/tokens.css';
import '@calldocker/look/visitor.css';
import './styles/stage.css';
import './styles/backdrop.css';
import './styles/player.css';
import './styles/menu.css';
import './styles/hotspots.css';
import './styles/forms.css';
import './styles/help.css';
import './styles/audio.css';
import sprite from '@calldocker/look/icons.svg?raw';
import { VisitorApi } from './api.js';
import { ExperienceElement } from './app.js';
import { Host } from './host.js';
import { install } from './installed.js';
import { Look } from './look.js';
import { brandIn, listedOrigins } from './messages.js';
import { nextTask } from './next-task.js';
import { posterFetched } from './poster.js';
import { Preview } from './preview.js';
import { Saved, shelf } from './saved.js';
import { Session } from './session.js';
import { speak } from './strings.js';
import { subjectOf, surroundings, withoutResume } from './surroundings.js';

const meta = (name: string) => document.querySelector(`meta[name="${name}"]`)?.getAttribute('content');
const widgetKey = location.pathname.split('/').filter(Boolean)[1] ?? '';
const dressed = brandIn(meta('brand'));
/** What the page speaks where nobody asks for another: the company's choice, then the visitor's. */
const spoken = [...(dressed?.language ? [dressed.language] : []), ...navigator.languages];
const around = surroundings(widgetKey, location.hash, spoken);
let { start } = around;
const look = new Look(document.documentElement);
const page = new ExperienceElement();

const host = new Host(window, listedOrigins(meta('host-origins')), (message) => {
  if (message.type === 'theme') look.force(message.theme);
  else if (message.type === 'told') told(message.told);
  else page.away(message.type === 'close');
});

/** About the page around us, which may have changed since. */
function told(fragment: string): void {
  const before = subjectOf(start);
  const [language] = start.languages ?? [];
  ({ start } = surroundings(widgetKey, fragment, spoken));
  if (subjectOf(start) === before) return void speakFrom(language);
  // Somebody else: what the other one sees is not for them.
  history.replaceState(null, '', `#${fragment}`);
  location.reload();
}

/** The host page asks for another language than before: where the flow has it, it goes on in that. */
function speakFrom(before: string | undefined): void {
  const [language] = start.languages ?? [];
  if (!language || language === before) return;
  const known = visit.view.languages.find((each) => each === language || each === language.split('-')[0]);
  if (known) void visit.send({ type: 'language', language: known });
}

function session(): Session {
  const saved = new Saved(
    widgetKey,
    shelf(() => sessionStorage),
    shelf(() => localStorage),
    subjectOf(start),
  );
  const running = new Session(new VisitorApi('/api/v1'), saved, () => start, around.resume);
  addEventListener('online', () => running.network(true));
  addEventListener('offline', () => running.network(false));
  return running;
}

const preview = widgetKey === 'preview';
const visit = preview
  ? new Preview(window, listedOrigins(meta('console-origin')), (theme) => look.force(theme))
  : session();
visit.onChange(() => visit.view.brand && look.brand(visit.view.brand));
/** The typeface comes behind the picture. Until then the text stands in the system's. */
const setType = visit.onChange(() => {
  const { phase, step } = visit.view;
  if (phase === 'opening') return;
  setType();
  const shown = step && 'contentId' in step.screen ? step.media[step.screen.contentId ?? ''] : undefined;
  void posterFetched(shown)
    .then(() => import('@fontsource-variable/inter/opsz.css'))
    // Out of reach: the system's own reads as well.
    .catch(() => undefined)
    .then(() => (preview || host.embedded ? undefined : install()));
});
visit.onNews((topic, data) => topic === 'refused' && host.post({ type: 'refused', code: String(data) }));
if (around.text) visit.prefer('text');
if (dressed) look.brand(dressed);
if (around.theme) look.force(around.theme);
if (around.resume) {
  // Used up: a reload, or who is sent the address, must not try it again.
  const stop = visit.onChange(() => {
    if (visit.view.phase !== 'open') return;
    stop();
    history.replaceState(null, '', withoutResume(location));
  });
}
// A link to go on here, opened where this page is open already, changes nothing but the fragment.
addEventListener('hashchange', () => surroundings(widgetKey, location.hash).resume && location.reload());

void speak(start.languages ?? []);
page.visit = visit;
page.dressed = dressed;
page.languages = start.languages ?? [];
page.host = host;
const sent = document.getElementById('first-picture');
page.firstPicture = sent?.querySelector('img')?.src ?? null;
// Its answer is under way while the page is drawn.
void visit.open();
void draw();

async function draw(): Promise<void> {
  await nextTask();
  document.body.insertAdjacentHTML('afterbegin', sprite.replace('<svg', '<svg class="sprite" aria-hidden="true"'));
  await nextTask();
  document.body.append(page);
  // The stage's own picture is the same one, and painted with it.
  if (sent) void page.updateComplete.then(() => sent.remove());
  if (!preview) host.post({ type: 'ready' });
}
