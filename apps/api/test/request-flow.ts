import { emptyDefinition, type Definition, type RequestNode } from '@calldocker/flow-engine';
import type { EffectResult } from '../src/platform/effects.js';
import type { Harness } from './harness.js';
import { givenWidget, TestVisitor } from './visitors.js';

/** Asks which order, then another system about it. Each exit of the request ends with a text of its own. */
export function requestFlow(url: string, more: Partial<RequestNode> = {}): Definition {
  const end = (name: string, text: string) =>
    ({ kind: 'end', name, outcome: 'served', text: { en: text }, exits: {} }) as const;
  return {
    ...emptyDefinition('en'),
    start: 'which',
    variables: {
      order: { type: 'text', personal: false },
      status: { type: 'text', personal: false, initial: 'unknown' },
    },
    nodes: {
      which: {
        kind: 'ask',
        name: 'Which order',
        prompt: { en: 'Which order?' },
        answer: 'text',
        variable: 'order',
        timeoutSeconds: 30,
        retries: 0,
        exits: { next: 'look', noInput: 'failed', noMatch: 'failed' },
      },
      look: {
        kind: 'request',
        name: 'Look it up',
        method: 'GET',
        url,
        headers: [],
        bodyType: 'json',
        take: [{ variable: 'status', path: 'order.status' }],
        timeoutSeconds: 5,
        retries: 0,
        maxBytes: 65_536,
        exits: { success: 'found', notFound: 'missing', failed: 'failed' },
        ...more,
      },
      found: end('Found', 'It is {status}.'),
      missing: end('Missing', 'No such order.'),
      failed: end('Failed', 'Something went wrong.'),
    },
  };
}

/** A visitor who has asked about an order: the request is pending. */
export async function asked(api: Harness, definition: Definition, companyId?: string): Promise<TestVisitor> {
  const visitor = await TestVisitor.at(api, await givenWidget(api, definition, companyId));
  await visitor.answers({ type: 'text', text: 'A 7' });
  return visitor;
}

/** The same, but the request is made an effect of another type, which no test wants to send. */
export async function askedOf(api: Harness, type: string): Promise<TestVisitor> {
  const visitor = await asked(api, requestFlow('http://127.0.0.1:1/'));
  await api.owner.query('update ivr_effects set type = $2 where session_id = $1', [visitor.sessionId, type]);
  return visitor;
}

export const SUCCESS: EffectResult = { status: 'ok', values: { status: 'fine' } };

export const drain = (api: Harness): Promise<void> => api.drain();

/** What the visitor sees now. */
export async function shown(visitor: TestVisitor): Promise<string> {
  const { body } = await visitor.call('GET', '');
  return body.step.screen.kind === 'end' ? body.step.screen.text : body.step.screen.kind;
}

export interface EffectRow {
  status: string;
  attempts: number;
  error: string | null;
}

export async function effectOf(api: Harness, { sessionId }: TestVisitor): Promise<EffectRow> {
  const { rows } = await api.owner.query<EffectRow>(
    'select status, attempts, error from ivr_effects where session_id = $1',
    [sessionId],
  );
  if (rows.length !== 1 || !rows[0]) throw new Error(`${rows.length} effects`);
  return rows[0];
}

/** Codes that the session's rows tell of results. */
export async function resultsOf(api: Harness, { sessionId }: TestVisitor): Promise<unknown[]> {
  const { rows } = await api.owner.query<{ data: unknown }>(
    `select data from ivr_interactions where session_id = $1 and type = 'result' order by seq`,
    [sessionId],
  );
  return rows.map(({ data }) => data);
}

export async function comesToPass(good: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 8_000;
  while (!(await good())) {
    if (Date.now() > end) throw new Error('It did not come to pass');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
