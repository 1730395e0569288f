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

  static async of(api: Harness, variables: Definition['variables'] = {}): Promise<Workshop> {
    const admin = await api.given.signedIn('company_admin');
    const made = await api.console('POST', '/api/v1/queues', {
      token: admin.token,
      body: { name: 'workshop', title: 'Workshop' },
    });
    const widget = await givenWidget(api, flow(variables), admin.companyId);
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
function flow(variables: Definition['variables']): Definition {
  const nodes = {
    line: {
      kind: 'queue',
      name: 'The workshop',
      queue: 'workshop',
      prompt: { en: 'You are in line.' },
      maxWaitSeconds: 1200,
      exits: { answered: 'end', overflow: 'end', failed: 'end' },
    },
    end: ends('Thank you.'),
  } satisfies Definition['nodes'];
  return flowOf(nodes, { variables });
}

/** What a telephone writes beside its pixels: turned a quarter, and where it stood (EXIF 2.32, the IFDs 0 and GPS). */
export function taken(jpeg: Uint8Array, device: string): Uint8Array<ArrayBuffer> {
  const entry = (tag: number, type: number, count: number, value: Buffer): Buffer => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16BE(tag, 0);
    bytes.writeUInt16BE(type, 2);
    bytes.writeUInt32BE(count, 4);
    value.copy(bytes, 8);
    return bytes;
  };
  const short = (value: number): Buffer => Buffer.from([0, value]);
  const long = (value: number): Buffer => Buffer.from([0, 0, 0, value]);
  const degrees = Buffer.alloc(24);
  for (const [at, value] of [52, 1, 22, 1, 12, 1].entries()) degrees.writeUInt32BE(value, 4 * at);
  const make = Buffer.from(`${device}\0`);
  const [gps, behind] = [50, 80];
  const tiff = Buffer.concat([
    ...[Buffer.from('MM\0*'), long(8), short(3)],
    ...[
      entry(0x010f, 2, make.length, long(behind + 24)),
      entry(0x0112, 3, 1, short(6)),
      entry(0x8825, 4, 1, long(gps)),
    ],
    ...[long(0), short(2), entry(1, 2, 2, Buffer.from('N\0')), entry(2, 5, 3, long(behind)), long(0)],
    ...[degrees, make],
  ]);
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(tiff.length + 8, 4);
  return new Uint8Array(Buffer.concat([head, Buffer.from('Exif\0\0'), tiff, Buffer.from(jpeg).subarray(2)]));
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
