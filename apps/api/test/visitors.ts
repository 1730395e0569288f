import { canonicalJson, validate, type Definition, type FlowNode, type Input } from '@calldocker/flow-engine';
import { createHash } from 'node:crypto';
import { newId } from '../src/platform/ids.js';
import type { Answer, Harness } from './harness.js';

/** What the sessions' tests arrange, and a visitor as a page would be one. */
export interface PublishedWidget {
  companyId: string;
  key: string;
  widgetId: string;
  flowId: string;
  versionId: string;
}

/** A live flow at a widget, put into the tables as publishing leaves them. */
export async function givenWidget(
  api: Harness,
  definition: Definition = helpdesk(),
  companyId?: string,
): Promise<PublishedWidget> {
  const mistakes = validate(definition).filter(({ severity }) => severity === 'error');
  if (mistakes.length > 0) throw new Error(`The test's flow is not valid: ${JSON.stringify(mistakes)}`);
  const company = companyId ?? (await api.given.company());
  const [flowId, versionId, widgetId] = [newId(), newId(), newId()];
  const key = `test-${widgetId.slice(-12)}`;
  const json = canonicalJson(definition);
  const hash = createHash('sha256').update(json).digest('hex');
  await api.db.inCompany(company, async (em) => {
    await em.query('insert into ivr_flows (id, name, draft, draft_hash) values ($1, $2, $3, $4)', [
      flowId,
      'Help desk',
      json,
      hash,
    ]);
    await em.query(
      'insert into ivr_flow_versions (id, flow_id, number, spec, definition, hash) values ($1, $2, 1, 1, $3, $4)',
      [versionId, flowId, json, hash],
    );
    for (const [id, node] of Object.entries(definition.nodes))
      await em.query('insert into ivr_nodes (version_id, node_id, kind, name) values ($1, $2, $3, $4)', [
        versionId,
        id,
        node.kind,
        node.name,
      ]);
    await em.query('update ivr_flows set live_version_id = $2 where id = $1', [flowId, versionId]);
    await em.query('insert into widgets (id, key, name, flow_id) values ($1, $2, $3, $4)', [
      widgetId,
      key,
      'Shop',
      flowId,
    ]);
  });
  return { companyId: company, key, widgetId, flowId, versionId };
}

/** Someone at a widget, who holds their token and the last step they were shown. */
export class TestVisitor {
  private constructor(
    private readonly api: Harness,
    readonly sessionId: string,
    readonly token: string,
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads whatever JSON came
    public step: any,
  ) {}

  static async at(api: Harness, widget: { key: string }, more: Record<string, unknown> = {}): Promise<TestVisitor> {
    const { status, body, text } = await api.visitor('POST', '/api/v1/visitor/sessions', {
      body: { widgetKey: widget.key, ...more },
    });
    if (status !== 201) throw new Error(`The session did not start: ${status} ${text}`);
    return new TestVisitor(api, body.sessionId, body.token, body.step);
  }

  call(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.api.visitor(method, `/api/v1/visitor/sessions/${this.sessionId}${path}`, { token: this.token, body });
  }

  send(input: unknown, { inputId = newId(), seq = this.step.seq as number } = {}): Promise<Answer> {
    return this.call('POST', '/inputs', { inputId, seq, input });
  }

  /** Sends, expects the next step and goes on from it. */
  async answers(input: Input): Promise<Answer> {
    const answer = await this.send(input);
    if (answer.status !== 200) throw new Error(`The step was refused: ${answer.status} ${answer.text}`);
    this.step = answer.body;
    return answer;
  }
}

/** Asks for a name, offers a menu that can loop, takes a number, ends. */
export function helpdesk(): Definition {
  const en = <T>(value: T): Record<string, T> => ({ en: value });
  const nodes: Record<string, FlowNode> = {
    name: {
      kind: 'ask',
      name: 'Your name',
      prompt: en('What is your name?'),
      answer: 'text',
      variable: 'name',
      timeoutSeconds: 30,
      retries: 1,
      exits: { next: 'menu', noInput: 'menu', noMatch: 'menu' },
    },
    menu: {
      kind: 'menu',
      name: 'Main menu',
      prompt: en('What can we do for you?'),
      choices: [
        { id: 'again', key: '1', label: en('Hear it again') },
        { id: 'call', key: '2', label: en('Call me back') },
        { id: 'done', key: '3', label: en('That was all') },
      ],
      bargeIn: true,
      timeoutSeconds: 20,
      retries: 1,
      exits: {
        'choice:again': 'count',
        'choice:call': 'callback',
        'choice:done': 'bye',
        noInput: 'bye',
        noMatch: 'bye',
      },
    },
    count: {
      kind: 'set',
      name: 'Heard again',
      assignments: [{ variable: 'again', value: true }],
      exits: { next: 'menu' },
    },
    callback: {
      kind: 'callback',
      name: 'Your number',
      prompt: en('Which number may we call?'),
      country: 'NL',
      timeoutSeconds: 60,
      retries: 1,
      exits: { booked: 'booked', noInput: 'bye', noMatch: 'bye' },
    },
    booked: { kind: 'end', name: 'Booked', outcome: 'callback', text: en('We will call you, {name}.'), exits: {} },
    bye: { kind: 'end', name: 'Bye', outcome: 'served', text: en('Goodbye.'), exits: {} },
  };
  return {
    spec: 1,
    start: 'name',
    nodes,
    languages: ['en'],
    variables: {
      name: { type: 'text', personal: true },
      again: { type: 'boolean', personal: false, initial: false },
      customer: { type: 'text', personal: false },
    },
    layout: {},
  };
}
