import { accountFault, makeGlobalAdmin } from '../src/auth/global-admin.js';
import { People, problemOf } from './auth-people.js';
import { bootApi, type Harness } from './harness.js';

let api: Harness;
let people: People;
beforeAll(async () => {
  api = await bootApi();
  people = new People(api);
});
afterAll(() => api.close());

describe('the command that creates an admin', () => {
  it('makes a first installation usable', async () => {
    const made = await makeGlobalAdmin(api.db, {
      email: 'Ops@Example.test',
      name: 'Ops',
      password: 'seven green lanterns',
    });
    expect(made).toBe('created');
    const answer = await people.login('ops@example.test');
    expect(answer.body.me).toMatchObject({ name: 'Ops', globalAdmin: true, role: 'global_admin', company: null });
  });

  it('is the way back in: a new password, and signed out everywhere', async () => {
    const person = await people.signedIn();
    await api.owner.query('update users set disabled_at = now() where id = $1', [person.userId]);
    expect(await makeGlobalAdmin(api.db, { email: person.email, password: 'eight blue lanterns' })).toBe('updated');
    expect((await people.login(person.email)).status).toBe(401);
    const back = await people.login(person.email, 'eight blue lanterns');
    expect(back.body.me).toMatchObject({ userId: person.userId, name: 'Robin', globalAdmin: true });
    expect(problemOf(await people.refresh(person.cookie))).toEqual([401, 'auth.refresh']);
    const { rowCount } = await api.owner.query(
      `select 1 from audit_log where action = 'user.made-global-admin' and target = $1`,
      [person.userId],
    );
    expect(rowCount).toBe(1);
  });

  it('says what is wrong with an account before it makes one', () => {
    const fine = { email: 'ops@example.test', password: 'seven green lanterns' };
    expect(accountFault(fine)).toBeNull();
    expect(accountFault({ ...fine, email: 'ops' })).toMatch(/e-mail/);
    expect(accountFault({ ...fine, password: 'short' })).toMatch(/at least 10/);
    expect(accountFault({ ...fine, password: 'x y z '.repeat(40) })).toMatch(/at most 200/);
    expect(accountFault({ ...fine, password: fine.email })).toMatch(/other than/);
  });
});
