import { CallbackClock } from '../src/callbacks/callback-clock.js';
import { CallbackMails } from '../src/callbacks/callback-mails.js';
import { CallbackPlan } from '../src/callbacks/callback-plan.js';
import { Db } from '../src/platform/db.js';
import type { Answer, Harness } from './harness.js';
import { givenSupport, type Support } from './queues.helpers.js';
import type { TestVisitor } from './visitors.js';

let numbers = 0;
/** Another mobile each time. */
export const number = (): string => `+316${String(10_000_000 + ++numbers * 7)}`;

/** Callbacks as their company, and those who wait for them, see them. */
export class TestCallbacks {
  readonly clock: CallbackClock;

  constructor(private readonly api: Harness) {
    const { app } = api;
    this.clock = new CallbackClock(app.get(Db), app.get(CallbackPlan), app.get(CallbackMails));
  }

  drain(): Promise<void> {
    return this.api.drain();
  }

  /** Opens the dock's door and leaves a number. */
  async asks(visitor: TestVisitor, more: Record<string, string> = {}): Promise<void> {
    await visitor.answers({ type: 'door', door: 'callback' });
    await visitor.answers({ type: 'phone', number: number(), ...more });
    await this.drain();
  }

  async list({ admin }: Support, query = ''): Promise<Answer['body'][]> {
    return (await this.api.console('GET', `/api/v1/callbacks?${query}`, { token: admin.token })).body.items;
  }

  /** Who stands in the line, by session. */
  async order({ admin, queueId }: Support): Promise<string[]> {
    const { body } = await this.api.console('GET', `/api/v1/queues/${queueId}/entries`, { token: admin.token });
    return body.items.map(({ sessionId }: { sessionId: string }) => sessionId);
  }

  linked(token: string, method = 'GET', path = '', body?: unknown): Promise<Answer> {
    return this.api.visitor(method, `/api/v1/visitor/callbacks/${token}${path}`, { body });
  }

  async tokenOf(visitor: TestVisitor): Promise<string> {
    const { status, body, text } = await visitor.call('GET', '/callback');
    if (status !== 200 || !body.callback) throw new Error(`There is no callback: ${text}`);
    return body.callback.url.split('#')[1];
  }

  settings(support: Support, change: object, revision = 0): Promise<Answer> {
    return this.api.console('PUT', '/api/v1/callback-settings', {
      token: support.admin.token,
      headers: { 'if-match': `"${revision}"` },
      body: {
        countries: null,
        attempts: 3,
        retryMinutes: 10,
        numbersPerDay: 3,
        callsPerHour: 60,
        slotMinutes: 30,
        slotCapacity: 1,
        daysAhead: 7,
        ...change,
      },
    });
  }

  /** The time that a callback waits for has come. */
  async hasCome(id: string): Promise<void> {
    await this.api.owner.query(`update callbacks set next_try_at = now() - interval '1 second' where id = $1`, [id]);
  }

  givenSupport(queue: Record<string, unknown> = {}): Promise<Support> {
    return givenSupport(this.api, queue);
  }

  /** The queue opens tomorrow only. */
  async close(support: Support): Promise<void> {
    const day = (new Date(Date.now() + 86_400_000).getUTCDay() + 6) % 7;
    const week = Array.from({ length: 7 }, (_, at) => (at === day ? [{ from: '09:00', to: '12:00' }] : []));
    const { token } = support.admin;
    const put = await this.api.console('PUT', '/api/v1/bindings/schedules/hours', {
      token,
      headers: { 'if-none-match': '*' },
      body: { schedule: { timeZone: 'UTC', week, holidays: [] } },
    });
    if (put.status !== 200) throw new Error(put.text);
    const path = `/api/v1/queues/${support.queueId}`;
    const { body: queue } = await this.api.console('GET', path, { token });
    const headers = { 'if-match': `"${queue.revision}"` };
    await this.api.console('PATCH', path, { token, headers, body: { schedule: 'hours' } });
  }
}
