import { Api, beginVisit, unique } from './api.js';
import { people } from './stack.js';
import { until } from './wait.js';

interface Agent {
  userId: string;
  email: string;
  queueIds: string[];
  revision: number;
}

export interface Line {
  widgetKey: string;
  queueId: string;
  title: string;
}

/** A queue of its own that the demo's agent serves, who is there and offered nobody. */
export async function placeQueue(api: Api): Promise<{ id: string; name: string; title: string }> {
  const title = unique('Workshop');
  const name = title.toLowerCase().replace(' ', '-');
  const { id } = await api.post<{ id: string }>('/queues', { name, title, wrapUpSeconds: 600, offerSeconds: 60 });
  // Ready since an earlier journey, they would be offered whoever comes.
  await beThere(await Api.signedIn(people.agent));
  await serve(api, [id]);
  return { id, name, title };
}

/** The same, and a flow that leads into it and asks how it was. */
export async function placeLine(api: Api): Promise<Line> {
  const { id, name, title } = await placeQueue(api);
  const { widgetKey } = await api.place('Line', flow(name));
  return { widgetKey, queueId: id, title };
}

/** Somebody comes into the line and is taken at once. Answers their entry. */
export async function serveNext(api: Api, { queueId, widgetKey }: Line): Promise<string> {
  const waiting = async () =>
    (await api.get<{ items: { state: string }[] }>(`/queues/${queueId}/entries`)).items.filter(
      ({ state }) => state === 'waiting',
    );
  await beThere(api);
  await finishAll(api);
  await beginVisit(widgetKey);
  await until('a visitor waits', waiting, ({ length }) => length > 0);
  return (await api.post<{ id: string }>(`/queues/${queueId}/take`, {})).id;
}

/** Nobody is left in hand. */
export async function finishAll(api: Api): Promise<void> {
  const { entries } = await api.get<{ entries: { id: string }[] }>('/agents/me');
  for (const { id } of entries) await api.post(`/queue-entries/${id}/finish`, { disposition: 'Solved' });
}

/** At the desk, and offered nobody. */
export const beThere = (api: Api): Promise<unknown> => api.put('/agents/me/availability', { availability: 'break' });

/** The agent has these queues and no other: another journey's visitors are not offered here. */
async function serve(api: Api, queueIds: string[]): Promise<void> {
  const ofDemo = async () =>
    (await api.get<{ items: Agent[] }>('/agents')).items.find(({ email }) => email === people.agent);
  const agent = await until('the demo’s agent is known', ofDemo, (found) => found !== undefined);
  await api.patch(`/agents/${agent?.userId}`, { queueIds }, { 'if-match': `"${agent?.revision}"` });
}

const flow = (queue: string): object => ({
  spec: 1,
  languages: ['en'],
  start: 'line',
  variables: {},
  layout: {},
  nodes: {
    line: {
      kind: 'queue',
      name: 'The workshop',
      queue,
      prompt: { en: 'The workshop comes to you.' },
      maxWaitSeconds: 1200,
      exits: { answered: 'rate', overflow: 'gone', failed: 'gone' },
    },
    rate: {
      kind: 'survey',
      name: 'How was it',
      questions: [{ id: 'csat', type: 'csat', question: { en: 'How was it?' } }],
      timeoutSeconds: 600,
      retries: 1,
      exits: { done: 'bye', unfinished: 'bye' },
    },
    bye: { kind: 'end', name: 'Bye', outcome: 'served', text: { en: 'Thank you.' }, exits: {} },
    gone: { kind: 'end', name: 'Gone', outcome: 'abandoned', text: { en: 'Come back soon.' }, exits: {} },
  },
});
