import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { getQueueToken } from '@nestjs/bull';
import type { Queue } from 'bull';
import { JOBS } from '../src/platform/jobs.js';
import { bootApi, type Harness } from './harness.js';

let api: Harness;
beforeAll(async () => {
  api = await bootApi();
});
afterAll(() => api.close());

const asOwner = async <Row extends object>(sql: string): Promise<Row[]> => (await api.owner.query<Row>(sql)).rows;

describe('the law of the routes', () => {
  it('lets nobody but the public routes be called without a sign-in', async () => {
    const document = (await api.console('GET', '/api/openapi.json')).body;
    const open: string[] = [];
    for (const [address, operations] of Object.entries<Record<string, { security?: unknown[] }>>(document.paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        const url = address.replaceAll(/\{\w+\}/g, '01890000-0000-7000-8000-000000000000');
        const door = address.startsWith('/api/v1/visitor') ? api.visitor : api.console;
        const { status, body } = await door(method.toUpperCase(), url);
        // HEAD answers without a body, so without a code.
        const refused = status === 401 && (method === 'head' || body.code === 'auth.missing');
        if (!refused) open.push(`${method} ${address}`);
        expect([`${method} ${address}`, refused]).toEqual([`${method} ${address}`, operation.security !== undefined]);
      }
    }
    expect(open.sort()).toEqual(PUBLIC);
  });

  it('gives every operation an id, and no two the same', async () => {
    const document = (await api.console('GET', '/api/openapi.json')).body;
    const ids = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap((operations) =>
      Object.values(operations).map((operation) => operation.operationId),
    );
    expect(ids.filter((id, at) => !/^[a-z][A-Za-z]+$/.test(id) || ids.indexOf(id) !== at)).toEqual([]);
  });

  it('sends a browser without the cookie from the operators’ board to the console', async () => {
    const answer = await api.console('GET', '/ops/queues');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/ivr-dashboard/ops']);
    expect((await api.console('GET', '/ops/queues/api/queues')).status).toBe(302);
    expect((await api.console('PUT', '/ops/queues/api/queues/transcode/pause')).status).toBe(401);
  });

  it('shows the board to a global admin, and to no other', async () => {
    for (const [role, status] of [
      ['global_admin', 204],
      ['company_admin', 403],
    ] as const) {
      const { token } = await api.given.signedIn(role);
      const opened = await api.console('POST', '/api/v1/ops/session', { token });
      expect(opened.status).toBe(status);
      if (status !== 204) continue;
      const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      expect((await api.console('GET', '/ops/queues', { headers: { cookie } })).status).toBe(200);
      const pause = (origin: string) =>
        api.console('PUT', '/ops/queues/api/queues/transcode/pause', { headers: { cookie, origin } });
      expect((await pause(api.config.visitorOrigin)).status).toBe(403);
      expect((await pause(api.config.consoleOrigin)).status).toBe(200);
    }
  });
});

describe('the law of the tables', () => {
  it('puts every table that has a company behind its policy', async () => {
    const bare = await asOwner(`
      select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'company_id'
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
        and not (c.relrowsecurity and exists (select 1 from pg_policies p where p.tablename = c.relname))`);
    expect(bare).toEqual([]);
  });

  it('leaves no table without row-level security but the list of migrations', async () => {
    const bare = await asOwner<{ relname: string }>(
      `select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and not relrowsecurity`,
    );
    expect(bare.map((table) => table.relname)).toEqual(['migrations']);
  });

  it('gives no serving role a way past the policies, and no table to own', async () => {
    const strong = await asOwner(`
      select rolname from pg_roles where rolname like 'calldocker%'
        and (rolsuper or rolbypassrls or (rolname <> 'calldocker_owner' and (rolcreaterole or rolcreatedb)))`);
    expect(strong).toEqual([]);
    const owned = await asOwner(
      `select tablename from pg_tables where schemaname = 'public' and tableowner <> 'calldocker_owner'`,
    );
    expect(owned).toEqual([]);
  });

  it.each([
    ['alter a table', 'alter table ivr_flows disable row level security'],
    ['drop a policy', 'drop policy company on ivr_flows'],
    ['become the system role', 'set role calldocker_system'],
    ['become the owner', 'set role calldocker_owner'],
    ['read the refresh tokens', 'select * from refresh_tokens'],
    ['read a password', 'select password_hash from users'],
    ['change a published version', `update ivr_flow_versions set note = 'x'`],
    ['rewrite the audit log', 'delete from audit_log'],
  ])('does not let the app role %s', async (_what, sql) => {
    const companyId = await api.given.company();
    await expect(api.db.inCompany(companyId, (em) => em.query(sql))).rejects.toMatchObject({ code: '42501' });
  });

  it('errors on a query outside the door, on a fresh connection and on a used one', async () => {
    const companyId = await api.given.company();
    await api.db.inCompany(companyId, (em) => em.query('select 1'));
    for (let round = 0; round < 8; round++) {
      await expect(
        api.db.visitorQuery({ name: `outside-${round}`, text: 'select id from ivr_content' }, []),
      ).rejects.toMatchObject({ code: expect.stringMatching(/^(42704|22P02|42501)$/) });
    }
  });

  it('shows a company nothing of another', async () => {
    const [mine, theirs] = [await api.given.company(), await api.given.company()];
    await api.db.inCompany(theirs, (em) =>
      em.query(`insert into widgets (id, key, name) values (gen_random_uuid(), 'theirs-1', 'Theirs')`),
    );
    const seen = await api.db.inCompany(mine, (em) => em.query('select * from widgets'));
    expect(seen).toEqual([]);
    await expect(
      api.db.inCompany(mine, (em) =>
        em.query(`insert into widgets (company_id, id, key, name) values ($1, gen_random_uuid(), 'mine-1', 'x')`, [
          theirs,
        ]),
      ),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('counts the callers that work across companies', () => {
    const reasons = sourcesOf('src').flatMap(([file, text]) =>
      [...text.matchAll(/asSystem\(\s*['"`]([^'"`]+)/g)].map((match) => `${file}: ${match[1]}`),
    );
    // A new line here is a decision: say in review why no company can be named.
    expect(reasons.sort()).toMatchSnapshot();
  });
});

describe('the law of the network', () => {
  it('lets HTTP out by one door', () => {
    const way = /^import (?!type).* from '(undici|node:(https?|http2))'|(await|return|=>?) fetch\([^)]/m;
    const doors = sourcesOf('src').filter(([, text]) => way.test(text));
    expect(doors.map(([file]) => file)).toEqual(['platform/outbound/outbound.ts']);
  });
});

describe('the law of the jobs', () => {
  it('has exactly one processor for each queue', () => {
    const processors = sourcesOf('src').flatMap(([, text]) =>
      [...text.matchAll(/@Processor\(JOBS\.(\w+)\)/g)].map((match) => match[1]),
    );
    expect(processors.sort()).toEqual(Object.keys(JOBS).sort());
  });

  it('runs each processor in the worker and none in the API', async () => {
    const worker = await api.startWorker();
    for (const name of Object.values(JOBS)) {
      const handlers = (queue: Queue): number =>
        Object.keys((queue as unknown as { handlers: object }).handlers).length;
      expect([name, handlers(worker.get<Queue>(getQueueToken(name))) > 0]).toEqual([name, true]);
      expect([name, handlers(api.app.get<Queue>(getQueueToken(name)))]).toEqual([name, 0]);
    }
  });
});

const PUBLIC = [
  // Whoever has the link of a callback: it is signed, and shows and changes that one alone.
  'get /api/v1/visitor/callbacks/{token}',
  // What a company's button shows on its public pages.
  'get /api/v1/visitor/widgets/{key}',
  'get /health/live',
  'get /health/ready',
  'post /api/v1/auth/links/{token}',
  'post /api/v1/auth/links/{token}/inspect',
  'post /api/v1/auth/login',
  'post /api/v1/auth/logout',
  'post /api/v1/auth/password-reset',
  'post /api/v1/auth/refresh',
  'post /api/v1/visitor/callbacks/{token}/cancel',
  'post /api/v1/visitor/sessions',
  'post /api/v1/visitor/sessions/resume',
  'put /api/v1/visitor/callbacks/{token}/time',
];

function sourcesOf(folder: string): [file: string, text: string][] {
  const root = path.join(__dirname, '..', folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => [file, readFileSync(path.join(root, file), 'utf8')]);
}
