import { emptyDefinition, hoursAt, type Definition } from '@calldocker/flow-engine';
import { Bindings } from '../src/flows/bindings.js';
import { SecretBox } from '../src/flows/secret-box.js';
import { Live } from '../src/platform/live.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';

let api: Harness;
let admin: Signed;
beforeAll(async () => {
  api = await bootApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  admin = await api.given.signedIn('company_admin');
});

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}, who = admin) =>
  api.console(method, `/api/v1${path}`, { token: who.token, body, headers });
const refusal = ({ status, body }: Answer): [number, string] => [status, body.code];
const match = (revision: number): Record<string, string> => ({ 'if-match': `"${revision}"` });
const NEW = { 'if-none-match': '*' };

const always = Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]);
const schedule = { timeZone: 'Europe/Berlin', week: always, holidays: [] };

describe('a binding', () => {
  it.each([
    ['schedules/office-hours', { schedule }, { schedule: { ...schedule, timeZone: 'Europe/Paris' } }],
    ['values/crm-address', { value: 'https://crm.example' }, { value: 'https://crm2.example' }],
    ['secrets/crm-key', { value: 'sk-1' }, { value: 'sk-2' }],
  ])('%s is made once, changed from the revision one saw, and deleted', async (path, first, second) => {
    const made = await call('PUT', `/bindings/${path}`, first, NEW);
    expect([made.status, made.body.revision, made.headers.get('etag')]).toEqual([200, 1, '"1"']);
    const again = await call('PUT', `/bindings/${path}`, first, NEW);
    expect(refusal(again)).toEqual([412, 'binding.changed-elsewhere']);
    expect(again.body.current).toMatchObject({ revision: 1 });
    expect((await call('PUT', `/bindings/${path}`, second, match(1))).body.revision).toBe(2);
    expect(refusal(await call('PUT', `/bindings/${path}`, first, match(1)))).toEqual([
      412,
      'binding.changed-elsewhere',
    ]);
    expect(refusal(await call('PUT', `/bindings/${path}`, first))).toEqual([428, 'request.if-match-missing']);
    expect((await call('DELETE', `/bindings/${path}`)).status).toBe(204);
    expect(refusal(await call('DELETE', `/bindings/${path}`))).toEqual([404, 'not-found']);
    expect(refusal(await call('PUT', `/bindings/${path}`, first, match(2)))).toEqual([404, 'not-found']);
    const { rows } = await api.owner.query('select action from audit_log where company_id = $1 order by at, id', [
      admin.companyId,
    ]);
    const kind = path.split('s/')[0];
    expect(rows.map(({ action }) => action)).toEqual([`${kind}.saved`, `${kind}.saved`, `${kind}.deleted`]);
  });

  it('shows what it is', async () => {
    await call('PUT', '/bindings/schedules/office-hours', { schedule }, NEW);
    await call('PUT', '/bindings/values/crm-address', { value: 'https://crm.example' }, NEW);
    await call('PUT', '/bindings/values/account', { value: '7' }, NEW);
    const one = (await call('GET', '/bindings/schedules/office-hours')).body;
    expect(one).toMatchObject({ name: 'office-hours', schedule, emergency: null, now: 'open', revision: 1 });
    expect((await call('GET', '/bindings/schedules')).body.items).toEqual([one]);
    const { items } = (await call('GET', '/bindings/values')).body;
    expect(items.map(({ name, value }: Record<string, string>) => [name, value])).toEqual([
      ['account', '7'],
      ['crm-address', 'https://crm.example'],
    ]);
    expect(items[1]).toEqual((await call('GET', '/bindings/values/crm-address')).body);
  });

  it.each([
    ['a name with capitals', 'schedules/Office', { schedule }],
    ['a name that begins with a digit', 'values/24', { value: 'x' }],
    ['a time zone that is none', 'schedules/x', { schedule: { ...schedule, timeZone: 'Europe/Atlantis' } }],
    ['six days a week', 'schedules/x', { schedule: { ...schedule, week: always.slice(1) } }],
    ['a time that is none', 'schedules/x', { schedule: { ...schedule, week: [[{ from: '25:00', to: '26:00' }]] } }],
    ['a field that is not known', 'schedules/x', { schedule: { ...schedule, weeks: 3 } }],
    ['an emergency in the wrong place', 'schedules/x', { schedule: { ...schedule, emergency: { reason: 'x' } } }],
    [
      'a character that cannot be kept',
      'schedules/x',
      { schedule: { ...schedule, holidays: [{ name: '\0', date: '01-01' }] } },
    ],
    ['no schedule', 'schedules/x', {}],
    ['an empty value', 'values/x', { value: '' }],
    ['a value that is too long', 'values/x', { value: 'x'.repeat(2001) }],
    ['a secret that is too long', 'secrets/x', { value: 'é'.repeat(2049) }],
    ['an empty secret', 'secrets/x', { value: '' }],
    ['a secret with a line break in a header', 'secrets/x', { value: 'a\0b' }],
  ])('is refused with %s', async (_what, path, body) => {
    expect(refusal(await call('PUT', `/bindings/${path}`, body, NEW))).toEqual([400, 'request.invalid']);
  });

  it('is one of at most 200 of its kind', async () => {
    await api.db.inCompany(admin.companyId, (em) =>
      em.query(
        `insert into ivr_bindings (kind, name, value) select 'value', 'v' || n, '"x"' from generate_series(1, 200) n`,
      ),
    );
    expect(refusal(await call('PUT', '/bindings/values/more', { value: 'x' }, NEW))).toEqual([409, 'binding.too-many']);
    expect((await call('PUT', '/bindings/schedules/more', { schedule }, NEW)).status).toBe(200);
    expect((await call('PUT', '/bindings/values/v7', { value: 'y' }, match(1))).status).toBe(200);
  });

  it('belongs to one company', async () => {
    await call('PUT', '/bindings/schedules/office-hours', { schedule }, NEW);
    await call('PUT', '/bindings/secrets/crm-key', { value: 'sk-1' }, NEW);
    const stranger = await api.given.signedIn('company_admin');
    for (const [method, path, body] of [
      ['GET', '/bindings/schedules/office-hours', undefined],
      ['GET', '/bindings/schedules/office-hours/uses', undefined],
      ['PUT', '/bindings/schedules/office-hours', { schedule }],
      ['PUT', '/bindings/schedules/office-hours/emergency', { reason: 'x' }],
      ['DELETE', '/bindings/schedules/office-hours', undefined],
      ['DELETE', '/bindings/secrets/crm-key', undefined],
    ] as const)
      expect(refusal(await call(method, path, body, match(1), stranger))).toEqual([404, 'not-found']);
    expect((await call('GET', '/bindings/schedules', undefined, {}, stranger)).body.items).toEqual([]);
    expect((await api.app.get(Bindings).secrets(stranger.companyId, ['crm-key'])).size).toBe(0);
  });

  it('is an editor’s to change, secrets an admin’s alone', async () => {
    const editor = await api.given.signedIn('editor', admin.companyId);
    const analyst = await api.given.signedIn('analyst', admin.companyId);
    expect((await call('PUT', '/bindings/values/x', { value: 'x' }, NEW, editor)).status).toBe(200);
    expect(refusal(await call('PUT', '/bindings/values/x', { value: 'y' }, match(1), analyst))).toEqual([
      403,
      'auth.scope',
    ]);
    for (const [method, body] of [['PUT', { value: 'x' }] as const, ['DELETE', undefined] as const])
      expect(refusal(await call(method, '/bindings/secrets/x', body, NEW, editor))).toEqual([403, 'auth.scope']);
    expect((await call('GET', '/bindings/secrets', undefined, {}, editor)).status).toBe(200);
  });
});

describe('an emergency', () => {
  beforeEach(() => call('PUT', '/bindings/schedules/office-hours', { schedule }, NEW));
  const close = (body: object, who = admin) => call('PUT', '/bindings/schedules/office-hours/emergency', body, {}, who);
  const answer = async (): Promise<string | undefined> => {
    const { schedules } = await api.app.get(Bindings).bindingsOf(admin.companyId);
    const office = schedules?.['office-hours'];
    return office && hoursAt(office, Date.now())?.answer;
  };

  it('closes at once, everywhere, and is audited; taking it back opens at once', async () => {
    expect(await answer()).toBe('open');
    const bell = ringing('office-hours');
    const closed = await close({ reason: 'Water damage' });
    expect(closed.body).toMatchObject({ emergency: { reason: 'Water damage' }, now: 'emergency', schedule });
    await bell;
    expect(await answer()).toBe('emergency');
    const open = ringing('office-hours');
    expect((await call('DELETE', '/bindings/schedules/office-hours/emergency')).body).toMatchObject({
      emergency: null,
      now: 'open',
    });
    await open;
    expect(await answer()).toBe('open');
    const { rows } = await api.owner.query(
      `select action, data from audit_log where company_id = $1 and action like 'schedule.%ed' order by at, id`,
      [admin.companyId],
    );
    expect(rows.slice(-2)).toEqual([
      { action: 'schedule.closed', data: { reason: 'Water damage', until: null } },
      { action: 'schedule.reopened', data: {} },
    ]);
  });

  it('stands when somebody changes the week meanwhile', async () => {
    await close({ reason: 'Strike' });
    const { revision } = (await call('GET', '/bindings/schedules/office-hours')).body;
    const week = [...always.slice(0, 6), []];
    const saved = await call(
      'PUT',
      '/bindings/schedules/office-hours',
      { schedule: { ...schedule, week } },
      match(revision),
    );
    expect(saved.body).toMatchObject({ schedule: { week }, emergency: { reason: 'Strike' }, now: 'emergency' });
  });

  it('may have an end', async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    expect((await close({ reason: 'Strike', until })).body.emergency).toEqual({ reason: 'Strike', until });
    for (const body of [{}, { reason: 'x', until: 'soon' }, { reason: 'x', until: '2020-01-01T00:00:00Z' }])
      expect(refusal(await close(body))).toEqual([400, 'request.invalid']);
  });

  it('is for those who publish', async () => {
    expect(refusal(await close({ reason: 'x' }, await api.given.signedIn('analyst', admin.companyId)))).toEqual([
      403,
      'auth.scope',
    ]);
  });

  const ringing = (name: string): Promise<void> =>
    new Promise((resolve) => {
      const deafen = api.app.get(Live).listen(admin.companyId, ['flows'], ({ data }) => {
        if (data['name'] !== name) return;
        deafen();
        resolve();
      });
    });
});

describe('a secret', () => {
  const SECRET = 'sk_live_zwaluwstraat';

  it('is never read back, and lies in no table in plain text', async () => {
    const made = await call('PUT', '/bindings/secrets/crm-key', { value: SECRET }, NEW);
    const listed = await call('GET', '/bindings/secrets');
    expect(listed.body.items).toEqual([{ name: 'crm-key', revision: 1, updatedAt: expect.any(String) }]);
    expect(made.body).toEqual(listed.body.items[0]);
    expect((await call('GET', '/bindings/secrets/crm-key')).status).toBe(404);
    const { rows } = await api.owner.query(
      'select b::text as text from ivr_bindings b union all select a::text from audit_log a',
    );
    for (const { text } of rows) {
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain(Buffer.from(SECRET).toString('hex'));
    }
  });

  it('is opened for requests, those that are there', async () => {
    await call('PUT', '/bindings/secrets/crm-key', { value: SECRET }, NEW);
    const found = await api.app.get(Bindings).secrets(admin.companyId, ['crm-key', 'other']);
    expect([...found]).toEqual([['crm-key', SECRET]]);
  });

  it('opens under its own name and company alone', async () => {
    const box = api.app.get(SecretBox);
    const sealed = box.seal(admin.companyId, 'crm-key', SECRET);
    expect(box.open(admin.companyId, 'crm-key', sealed)).toBe(SECRET);
    expect(() => box.open(admin.companyId, 'other', sealed)).toThrow();
    expect(() => box.open((admin.companyId = admin.userId), 'crm-key', sealed)).toThrow();
    expect(box.seal(admin.companyId, 'crm-key', SECRET)).not.toEqual(box.seal(admin.companyId, 'crm-key', SECRET));
  });
});

describe('a schedule in use', () => {
  function asking(name: string): Definition {
    return {
      ...emptyDefinition('en'),
      start: 'open',
      nodes: {
        open: {
          kind: 'hours',
          name: 'Open?',
          schedule: name,
          timeZone: 'Europe/Berlin',
          week: always,
          holidays: [],
          exits: { open: 'bye', closed: 'bye' },
        },
        bye: { kind: 'end', name: 'Goodbye', outcome: 'served', text: { en: 'Goodbye' }, exits: {} },
      },
    };
  }
  const flow = async (definition: Definition): Promise<string> =>
    (await call('POST', '/flows/import', { name: 'Front door', definition })).body.id;

  it('is not deleted while a live or planned flow asks it; a draft is told of', async () => {
    await call('PUT', '/bindings/schedules/office-hours', { schedule }, NEW);
    const id = await flow(asking('office-hours'));
    await call('POST', `/flows/${id}/versions`, {}, match(1));
    const path = '/bindings/schedules/office-hours';
    const draft = { flowId: id, flowName: 'Front door', version: null, as: 'draft' };
    expect((await call('GET', `${path}/uses`)).body.items).toEqual([draft]);

    await call('POST', `/flows/${id}/activate`, {});
    const refused = await call('DELETE', path);
    expect(refusal(refused)).toEqual([409, 'binding.in-use']);
    expect(refused.body.usedBy).toEqual([{ ...draft, version: 1, as: 'live' }, draft]);

    await call('POST', `/flows/${id}/deactivate`);
    await call('PUT', `/flows/${id}/schedule`, { version: 1, at: new Date(Date.now() + 3_600_000).toISOString() });
    expect((await call('DELETE', path)).body.usedBy[0]).toEqual({ ...draft, version: 1, as: 'scheduled' });
    await call('DELETE', `/flows/${id}/schedule`);
    expect((await call('DELETE', path)).status).toBe(204);
  });

  it('must be there to publish', async () => {
    const id = await flow(asking('office-hours'));
    const refused = await call('POST', `/flows/${id}/versions`, {}, match(1));
    expect(refusal(refused)).toEqual([422, 'flow.has-issues']);
    expect(refused.body.issues).toContainEqual(expect.objectContaining({ code: 'schedule.unknown', nodeId: 'open' }));
    await call('PUT', '/bindings/schedules/office-hours', { schedule }, NEW);
    expect((await call('POST', `/flows/${id}/versions`, {}, match(1))).status).toBe(201);
  });
});
