import type { Definition } from '@calldocker/flow-engine';
import { crc32, deflateSync } from 'node:zlib';
import { newId } from '../src/platform/ids.js';
import type { Answer, Harness, Signed } from './harness.js';
import { ends, flowOf } from './published-flow.js';
import { givenWidget, TestVisitor } from './visitors.js';

/** A company with one queue, and agents at their desks. */
export class Workshop {
  private constructor(
    private readonly api: Harness,
    readonly companyId: string,
    readonly queueId: string,
    readonly key: string,
    private readonly admin: Signed,
  ) {}

  static async of(api: Harness): Promise<Workshop> {
    const admin = await api.given.signedIn('company_admin');
    const made = await api.console('POST', '/api/v1/queues', {
      token: admin.token,
      body: { name: 'workshop', title: 'Workshop' },
    });
    const widget = await givenWidget(api, flow(), admin.companyId);
    return new Workshop(api, admin.companyId, fine(made, 201).body.id, widget.key, admin);
  }

  /** Somebody who serves the queue and is ready. */
  async agent(): Promise<DeskAgent> {
    const signed = await this.api.given.signedIn('agent', this.companyId);
    const desk = await this.api.console('PUT', '/api/v1/agents/me/availability', {
      token: signed.token,
      body: { availability: 'break' },
    });
    const { revision } = fine(desk, 200).body.agent;
    const placed = await this.api.console('PATCH', `/api/v1/agents/${signed.userId}`, {
      token: this.admin.token,
      headers: { 'if-match': `"${revision}"` },
      body: { queueIds: [this.queueId] },
    });
    fine(placed, 200);
    return new DeskAgent(this.api, signed);
  }

  /** Somebody who waits in the line, once the worker has put them there. */
  async visitor(): Promise<TestVisitor> {
    const visitor = await TestVisitor.at(this.api, this);
    await settled(async () => (await visitor.call('GET', '/conversation')).body.entryId !== null);
    return visitor;
  }

  /** A visitor and the agent who serves them. */
  async talk(): Promise<{ visitor: TestVisitor; agent: DeskAgent; entryId: string }> {
    const [visitor, agent] = [await this.visitor(), await this.agent()];
    const { entryId } = (await visitor.call('GET', '/conversation')).body;
    await this.api.db.inCompany(this.companyId, (em) =>
      em.query(`update queue_entries set priority = 100 where id = $1`, [entryId]),
    );
    const taken = fine(await agent.call('POST', `/api/v1/queues/${this.queueId}/take`), 200);
    if (taken.body.id !== entryId) throw new Error('Another visitor was taken');
    return { visitor, agent, entryId };
  }
}

export class DeskAgent {
  constructor(
    private readonly api: Harness,
    readonly signed: Signed,
  ) {}

  call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.api.console(method, path, { token: this.signed.token, body, headers });
  }

  at(entryId: string, method: string, path: string, body?: unknown): Promise<Answer> {
    return this.call(method, `/api/v1/desk/entries/${entryId}${path}`, body);
  }

  writes(entryId: string, text: string, id = newId()): Promise<Answer> {
    return this.at(entryId, 'POST', '/messages', { id, text });
  }
}

export const writes = (visitor: TestVisitor, text: string, id: string = newId()): Promise<Answer> =>
  visitor.call('POST', '/messages', { id, text });

export async function settled(holds: () => Promise<boolean>): Promise<void> {
  for (const until = Date.now() + 15_000; !(await holds()); await new Promise((resolve) => setTimeout(resolve, 50)))
    if (Date.now() > until) throw new Error('It did not come about');
}

export function fine(answer: Answer, status: number): Answer {
  if (answer.status !== status) throw new Error(`Expected ${status}: ${answer.status} ${answer.text}`);
  return answer;
}

/** Into the line, then a word. */
function flow(): Definition {
  return flowOf({
    line: {
      kind: 'queue',
      name: 'The workshop',
      queue: 'workshop',
      prompt: { en: 'You are in line.' },
      maxWaitSeconds: 1200,
      exits: { answered: 'end', overflow: 'end', failed: 'end' },
    },
    end: ends('Thank you.'),
  });
}

/** A grey PNG (W3C PNG, third edition): signature, header, pixels, end. */
export function picture(width: number, height: number): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  const pixels = deflateSync(Buffer.alloc((width + 1) * height, 128));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new Uint8Array(
    Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]),
  );
}

function chunk(type: string, data: Buffer): Buffer {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  const body = Buffer.concat([Buffer.from(type), data]);
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
