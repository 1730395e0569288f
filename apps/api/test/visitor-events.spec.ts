import { connect } from 'node:net';
import { Live } from '../src/platform/live.js';
import { bootApi, type Harness } from './harness.js';
import { TestStream } from './visitor-stream.js';
import { givenWidget, TestVisitor, type PublishedWidget } from './visitors.js';

let api: Harness;
let widget: PublishedWidget;
beforeAll(async () => {
  api = await bootApi();
  widget = await givenWidget(api);
});
afterAll(() => api.close());

describe('a visitor’s stream', () => {
  it('begins with the step that stands, sends each one after, and ends with the session', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const stream = await TestStream.of(api, visitor);
    const first = await stream.next();
    expect(first).toMatchObject({ id: '1', event: 'step' });
    expect(JSON.parse(first?.data ?? '')).toEqual(visitor.step);

    await visitor.answers({ type: 'text', text: 'Noor' });
    const second = await stream.next();
    expect(second?.id).toBe('2');
    expect(JSON.parse(second?.data ?? '')).toEqual(visitor.step);

    await visitor.call('POST', '/end');
    expect(JSON.parse((await stream.next())?.data ?? '')).toMatchObject({ seq: 3, status: 'ended' });
    expect(await stream.next()).toBeUndefined();
    expect(stream.ended).toBe(true);
  });

  it('goes on after the step that was seen last', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const seen = await TestStream.of(api, visitor, 1);
    await visitor.answers({ type: 'text', text: 'Noor' });
    expect((await seen.next())?.id).toBe('2');
    seen.close();
    await visitor.answers({ type: 'key', key: '1' });
    const again = await TestStream.of(api, visitor, 2);
    expect((await again.next())?.id).toBe('3');
    again.close();
  });

  it('learns of a step within seconds although its bell was lost', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const stream = await TestStream.of(api, visitor, 1);
    const bell = jest.spyOn(api.app.get(Live), 'ring').mockImplementation(() => undefined);
    await visitor.answers({ type: 'text', text: 'Noor' });
    expect((await stream.next())?.id).toBe('2');
    expect(bell).toHaveBeenCalled();
    bell.mockRestore();
    stream.close();
  });

  it('is not opened by another session’s token', async () => {
    const [mine, other] = [await TestVisitor.at(api, widget), await TestVisitor.at(api, widget)];
    const path = `/api/v1/visitor/sessions/${other.sessionId}/events`;
    expect((await api.visitor('GET', path, { token: mine.token })).status).toBe(404);
  });

  it('has its connection to itself: a request behind it closes it, and is not answered among the events', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const { hostname, port, host } = new URL(api.config.visitorOrigin);
    const ask = (path: string) =>
      `GET /api/v1/visitor/sessions/${visitor.sessionId}${path} HTTP/1.1\r\nhost: ${host}\r\n` +
      `authorization: Bearer ${visitor.token}\r\n\r\n`;
    const socket = connect(Number(port), hostname, () => socket.write(ask('/events')));
    let heard = '';
    let asked = false;
    for await (const chunk of socket) {
      heard += String(chunk);
      if (asked || !heard.includes('event: step\n')) continue;
      asked = true;
      socket.write(ask(''));
    }
    expect(heard).toMatch(/^HTTP\/1.1 200 OK\r\n/);
    expect(heard).toMatch(/\r\nconnection: close\r\n/);
    expect(heard.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(heard).not.toContain('transfer-encoding');
  });
});
