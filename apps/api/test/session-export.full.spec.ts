import { bootApi, type Harness } from './harness.js';
import { givenWidget, TestVisitor } from './visitors.js';

let api: Harness;
beforeAll(async () => {
  api = await bootApi();
});
afterAll(() => api.close());

it('sessions taken away are no more than a table may have, and the answer says so', async () => {
  const widget = await givenWidget(api);
  const { token } = await api.given.signedIn('analyst', widget.companyId);
  const { sessionId } = await TestVisitor.at(api, widget);
  await api.owner.query(
    `insert into ivr_sessions (company_id, id, widget_id, flow_id, version_id, seq, language, sealed)
     select s.company_id, gen_random_uuid(), s.widget_id, s.flow_id, s.version_id, 1, 'en', ''
     from ivr_sessions s, generate_series(1, 50000) n where s.id = $1`,
    [sessionId],
  );
  const { headers, text } = await api.console('GET', '/api/v1/sessions/export', { token });
  expect([headers.get('x-row-count'), headers.get('x-row-limit')]).toEqual(['50000', '50000']);
  expect(text.trimEnd().split('\r\n')).toHaveLength(50_001);
}, 120_000);
