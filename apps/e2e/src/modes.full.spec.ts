import { randomInt } from 'node:crypto';
import { Api, type Flow, unique } from './api.js';
import { visit } from './browser.js';
import { inBrowser, journey } from './journey.js';
import { openPage, savedVisit } from './visitor.js';
import { chooseMode, type Mode, walkToTheEnd } from './walker.js';

inBrowser();

const MODES: Mode[] = ['video', 'audio', 'text'];
const TEMPLATES = [
  'clinic-reception',
  'shop-support',
  'after-hours',
  'callback-first',
  'appointment-reminder',
  'satisfaction-survey',
];

it('every template is walked', async () => {
  const api = await Api.signedIn();
  const { items } = await api.get<{ items: { key: string }[] }>('/flow-templates');
  expect(items.map(({ key }) => key).sort()).toEqual([...TEMPLATES].sort());
});

for (const template of TEMPLATES) {
  journey(
    `${template} leads to the same ends by picture, by sound and by reading`,
    async ({ browser }) => {
      const api = await Api.signedIn();
      const widgetKey = await place(api, template);
      for (const first of [0, 1, 2]) {
        // Once in each mode; a number may ask three times a day.
        const phone = `+49151${randomInt(10_000_000, 99_999_999)}`;
        const walks: object[] = [];
        for (const mode of MODES) {
          const { page, context, faults } = await visit(browser);
          await openPage(page, widgetKey);
          await chooseMode(page, mode);
          const end = await walkToTheEnd(page, { first, phone });
          const { sessionId } = await savedVisit(page, widgetKey);
          walks.push({ end, path: await api.pathOf(sessionId), answers: await api.answersOf(sessionId), faults });
          await context.close();
        }
        expect(walks[0]).toMatchObject({ faults: [] });
        expect(walks[1]).toEqual(walks[0]);
        expect(walks[2]).toEqual(walks[0]);
      }
    },
    300_000,
  );
}

async function place(api: Api, template: string): Promise<string> {
  const flow = await api.post<Flow>('/flows', { name: unique(template), template });
  await api.post(`/flows/${flow.id}/versions`, {}, { 'if-match': `"${flow.draftRevision}"` });
  await api.post(`/flows/${flow.id}/activate`, {});
  return (await api.post<{ key: string }>('/widgets', { name: flow.name, flowId: flow.id })).key;
}
