import type { Definition, FlowNode } from '@calldocker/flow-engine';
import type { Answer, Harness, Signed } from './harness.js';
import { givenWidget, TestVisitor, type PublishedWidget } from './visitors.js';

/** A line and what becomes of who stands in it. */
export function lineFlow(more: Partial<Extract<FlowNode, { kind: 'queue' }>> = {}): Definition {
  const end = (text: string): FlowNode => ({
    kind: 'end',
    name: text,
    outcome: 'served',
    text: { en: text },
    exits: {},
  });
  return {
    spec: 1,
    start: 'line',
    nodes: {
      line: {
        kind: 'queue',
        name: 'Line',
        queue: 'support',
        prompt: { en: 'Somebody is coming.' },
        maxWaitSeconds: 1200,
        exits: { answered: 'answered', overflow: 'overflow', closed: 'closed', left: 'left', failed: 'failed' },
        ...more,
      },
      answered: end('answered'),
      overflow: end('overflow'),
      closed: end('closed'),
      left: end('left'),
      failed: end('failed'),
    },
    languages: ['en'],
    variables: {},
    layout: {},
  };
}

export interface Support {
  companyId: string;
  widget: PublishedWidget;
  admin: Signed;
  queueId: string;
}

/** A company with a queue `support` and a flow that leads into it. */
export async function givenSupport(api: Harness, queue: Record<string, unknown> = {}): Promise<Support> {
  const admin = await api.given.signedIn('company_admin');
  const made = await api.console('POST', '/api/v1/queues', {
    token: admin.token,
    body: { name: 'support', title: 'Support', ...queue },
  });
  if (made.status !== 201) throw new Error(`The queue was not made: ${made.text}`);
  const widget = await givenWidget(api, lineFlow(), admin.companyId);
  return { companyId: admin.companyId, widget, admin, queueId: made.body.id };
}

/** An agent of the company's queues. */
export class TestAgent {
  private constructor(
    private readonly api: Harness,
    readonly signed: Signed,
  ) {}

  static async of(api: Harness, { admin, queueId }: Support, change: Record<string, unknown> = {}): Promise<TestAgent> {
    const agent = new TestAgent(api, await api.given.signedIn('agent', admin.companyId));
    const saved = await api.console('PATCH', `/api/v1/agents/${agent.signed.userId}`, {
      token: admin.token,
      headers: { 'if-match': '0' },
      body: { queueIds: [queueId], ...change },
    });
    if (saved.status !== 200) throw new Error(`The agent was not saved: ${saved.text}`);
    return agent;
  }

  get id(): string {
    return this.signed.userId;
  }

  call(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.api.console(method, `/api/v1${path}`, {
      token: this.signed.token,
      ...(body !== undefined && { body }),
    });
  }

  is(availability: 'ready' | 'break' | 'offline'): Promise<Answer> {
    return this.call('PUT', '/agents/me/availability', { availability });
  }

  /** Who is offered to, served or wrapped up by the agent. */
  async inHand(): Promise<{ id: string; state: string; sessionId: string }[]> {
    return (await this.call('GET', '/agents/me')).body.entries;
  }

  /** Waits until somebody is offered. */
  async offered(): Promise<{ id: string; sessionId: string }> {
    return until(async () => (await this.inHand()).find(({ state }) => state === 'offered'), 'nobody was offered');
  }
}

export async function until<T>(look: () => Promise<T | undefined | false>, otherwise: string): Promise<T> {
  for (const end = Date.now() + 10_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 20))) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(otherwise);
}

/** A visitor who stands in the line. */
export async function inLine(
  api: Harness,
  { widget }: Support,
  more: Record<string, unknown> = {},
): Promise<TestVisitor> {
  const visitor = await TestVisitor.at(api, widget, more);
  await api.drain();
  return visitor;
}

export interface StoredEntry {
  id: string;
  session_id: string;
  state: string;
  agent_id: string | null;
  telling: string | null;
  joined_at: Date;
}

export async function entryOf(api: Harness, { sessionId }: TestVisitor): Promise<StoredEntry> {
  const { rows } = await api.owner.query<StoredEntry>(`select * from queue_entries where session_id = $1`, [sessionId]);
  if (!rows[0]) throw new Error('The visitor is in no line');
  return rows[0];
}

/** The node the visitor stands at now, and whether somebody serves them. */
export async function stands(visitor: TestVisitor): Promise<{ nodeId: string; served: boolean }> {
  const { body } = await visitor.call('GET', '');
  visitor.step = body.step;
  return { nodeId: body.step.screen.nodeId, served: body.step.screen.served === true };
}
