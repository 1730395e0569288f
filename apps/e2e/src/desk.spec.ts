import type { Locator, Page } from 'playwright-core';
import { Api } from './api.js';
import { shoot, visit } from './browser.js';
import { signIn } from './console.js';
import { type Line, placeLine } from './desk-flow.js';
import { inBrowser, journey } from './journey.js';
import { people, stack } from './stack.js';
import { openPage, question, savedVisit } from './visitor.js';
import { until } from './wait.js';

inBrowser();

let api: Api;
let line: Line;
beforeEach(async () => {
  api = await Api.signedIn();
  line = await placeLine(api);
});

journey('a visitor waits, writes and is seen, and the agent winds up', async ({ page, faults, browser }) => {
  const ahead = await visit(browser);
  await openPage(ahead.page, line.widgetKey);
  await question(ahead.page, 'You’re first in line').waitFor();
  await page.addInitScript(keepPeers);
  await openPage(page, line.widgetKey);
  await question(page, 'You’re second in line').waitFor();
  const { sessionId } = await savedVisit(page, line.widgetKey);
  await ahead.page.getByRole('button', { name: 'Leave the queue' }).click();
  await question(page, 'You’re first in line').waitFor();

  const desk = await visit(browser, { permissions: ['camera', 'microphone', 'notifications'] });
  await desk.page.addInitScript(keepPeers);
  await signIn(desk.page, people.agent);
  await desk.page.goto(`${stack.console}/ivr-dashboard/desk`);
  await desk.page.getByRole('button', { name: /^Availability/ }).click();
  await desk.page.getByRole('menuitemradio', { name: 'Ready for the next' }).click();
  await desk.page.getByRole('alertdialog').filter({ hasText: line.title }).waitFor();
  await desk.page.keyboard.press('a');

  const agentWrites = desk.page.getByRole('textbox', { name: 'Message' });
  await agentWrites.waitFor();
  const visitorWrites = page.getByRole('textbox', { name: 'Write a message' });
  await visitorWrites.fill('The charger light is green, <b>but the bike shows 0 %</b>.');
  await page.keyboard.press('Enter');
  const [atDesk, atVisitor] = [desk.page.getByRole('log'), page.getByRole('log')];
  await atDesk.getByText('<b>but the bike shows 0 %</b>').waitFor();
  await agentWrites.fill('Could you show me the label?');
  await desk.page.keyboard.press('Enter');
  await atVisitor.getByText('Could you show me the label?').waitFor();
  await desk.page.getByText('· read').waitFor();

  await desk.page.getByRole('button', { name: 'Ask for a video call' }).click();
  await page.getByRole('alert').getByText('would like a video call').waitFor();
  await page.getByRole('button', { name: 'Take the call' }).click();
  await moves(page.getByLabel('Picture of the agent'));
  expect(await desk.page.locator('app-call-stage video.their').isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Turn your camera on' }).click();
  await moves(desk.page.locator('app-call-stage video.their'));
  for (const at of [page, desk.page]) await decodes(at);
  await shoot(page, 'desk-visitor-call');
  await shoot(desk.page, 'desk-agent-call');
  await onHold(page, desk.page);
  await visitorWrites.fill('PB-500, made in March');
  await page.keyboard.press('Enter');
  await atDesk.getByText('PB-500, made in March').waitFor();
  await moves(desk.page.locator('app-call-stage video.their'));

  await desk.page.getByRole('textbox', { name: 'Notes for your colleagues' }).fill('Reset the battery.');
  await desk.page.getByText('Saved', { exact: true }).waitFor();
  await desk.page.getByText('Solved').click();
  await desk.page.getByRole('button', { name: 'End and finish' }).click();
  await question(page, 'How was it?').waitFor();
  // By the key: the talk that closes above moves what a pointer would aim at.
  await page.getByRole('radio', { name: /Great/ }).press('Space');
  await page.getByRole('button', { name: 'Send' }).click();
  await question(page, 'Thank you').waitFor();

  const record = await api.get<{ talks: object[] }>(`/sessions/${sessionId}`);
  expect(record.talks).toEqual([
    expect.objectContaining({
      queue: line.title,
      disposition: 'Solved',
      notes: 'Reset the battery.',
      messages: [
        expect.objectContaining({ author: 'visitor', text: expect.stringContaining('<b>but the bike') }),
        expect.objectContaining({ author: 'agent', text: 'Could you show me the label?' }),
        expect.objectContaining({ author: 'visitor', text: 'PB-500, made in March' }),
      ],
      calls: [expect.objectContaining({ media: 'video', answeredAt: expect.any(String) })],
    }),
  ]);
  expect(await api.pathOf(sessionId)).toEqual(['line', 'rate', 'bye']);
  expect([...faults, ...desk.faults]).toEqual([]);
});

/** Nothing goes either way until the agent is back, on pages that were loaded anew meanwhile too. */
async function onHold(visitor: Page, desk: Page): Promise<void> {
  await desk.keyboard.press('Tab');
  await desk.keyboard.press('h');
  await visitor.getByRole('status').getByText('will be right back').waitFor();
  await stands(visitor);
  await stands(desk);
  await shoot(visitor, 'desk-visitor-held');
  await shoot(desk, 'desk-agent-held');
  await Promise.all([visitor.reload(), desk.reload()]);
  await visitor.getByText('On hold for').waitFor();
  await visitor.getByText('Until then nobody is heard or seen').waitFor();
  await desk.getByRole('button', { name: 'Resume' }).click();
  await visitor.getByText('You’re talking with').waitFor();
  await visitor.getByRole('button', { name: 'Turn your camera on' }).click();
  await moves(desk.locator('app-call-stage video.their'));
  await moves(visitor.getByLabel('Picture of the agent'));
}

/** No packet more comes in. */
async function stands(at: Page): Promise<void> {
  const packets = () =>
    at.evaluate(async () => {
      const { peers } = window as unknown as { peers: RTCPeerConnection[] };
      let received = 0;
      for (const report of (await peers.at(-1)?.getStats())?.values() ?? [])
        if (report.type === 'inbound-rtp') received += report.packetsReceived;
      return received;
    });
  let before = -1;
  await until('silence', packets, (count) => count === before || ((before = count), false));
}

/** Pixels change: what is shown is no still. */
async function moves(video: Locator): Promise<void> {
  await video.waitFor();
  const frame = () =>
    video.evaluate((element: HTMLVideoElement) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [64, 48];
      const context = canvas.getContext('2d');
      if (!element.videoWidth || !context) return '';
      context.drawImage(element, 0, 0, 64, 48);
      return canvas.toDataURL();
    });
  const first = await until('a picture', frame, (pixels) => pixels !== '');
  await until('another picture', frame, (pixels) => pixels !== first);
}

/** Frames go on being decoded. */
async function decodes(page: Page): Promise<void> {
  const frames = () =>
    page.evaluate(async () => {
      const { peers } = window as unknown as { peers: RTCPeerConnection[] };
      let decoded = 0;
      for (const report of (await peers.at(-1)?.getStats())?.values() ?? [])
        if (report.type === 'inbound-rtp' && report.kind === 'video') decoded += report.framesDecoded;
      return decoded;
    });
  const before = await until('frames', frames, (count) => count > 0);
  await until('more frames', frames, (count) => count > before);
}

/** Looks over the page's shoulder: its connections are its own, and their figures are nowhere else. */
function keepPeers(): void {
  const peers: RTCPeerConnection[] = [];
  Object.assign(window, { peers });
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      peers.push(this);
    }
  };
}
