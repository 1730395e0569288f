import { Api, unique } from './api.js';
import { Builder } from './builder.js';
import { signIn } from './console.js';
import { inBrowser, journey } from './journey.js';
import { stack } from './stack.js';

inBrowser();

const says = (name: string, next: string | null): object => ({
  ...{ kind: 'message', name, text: { en: `${name} says hello.` }, exits: { next } },
});
const FLOW = {
  ...{ spec: 1, start: 'one', languages: ['en'], variables: {} },
  nodes: { one: says('One', 'two'), two: says('Two', null) },
  layout: { one: { x: 40, y: 40 }, two: { x: 340, y: 40 } },
};

const CANVAS = `
- list "Nodes, in reading order":
  - listitem:
    - 'button "One, Message, the flow starts here. Next: goes to Two"': One Message
    - paragraph: “One says hello.”
    - list "Exits of One":
      - listitem:
        - text: Next
        - button "Next exit of One, goes to Two"
  - listitem:
    - 'button "Two, Message, 1 to fix. Next: leads nowhere yet"': Two Message
    - paragraph: “Two says hello.”
    - list "Exits of Two":
      - listitem:
        - text: Next
        - button "Next exit of Two, leads nowhere yet"`;
const OUTLINE = `
- tree "NAME, in the order visitors meet it":
  - treeitem "One “One says hello.”" [expanded] [level=1]
  - treeitem "Next Two “Two says hello.” 1 to fix" [expanded] [level=2]
  - treeitem "Next leads nowhere" [level=3]`;

journey('canvas and outline tell a screen reader what there is and where it leads', async ({ page, faults }) => {
  const api = await Api.signedIn();
  const { id, name } = await api.post<{ id: string; name: string }>('/flows/import', {
    ...{ name: unique('Read aloud'), definition: FLOW },
  });
  await signIn(page);
  await page.goto(`${stack.console}/ivr-dashboard/flows/${id}`);
  const builder = new Builder(page);
  await builder
    .node('Two')
    .getByRole('button', { name: /1 to fix/ })
    .waitFor();
  const nodes = page.getByRole('list', { name: 'Nodes, in reading order' });
  expect(await nodes.ariaSnapshot()).toBe(CANVAS.trim());

  await page.getByRole('button', { name: 'Outline' }).click();
  expect(await page.getByRole('tree').ariaSnapshot()).toBe(OUTLINE.trim().replace('NAME', name));
  expect(faults).toEqual([]);
});
