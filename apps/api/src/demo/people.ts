import { hashPassword, passwordMatches } from '../auth/passwords.js';
import { Db, rows } from '../platform/db.js';
import { newId } from '../platform/ids.js';

const GLOBAL = { email: 'global@calldocker.test', name: 'Gloria Global', role: null } as const;
const ADMIN = { email: 'admin@demo.test', name: 'Ada Brightwater', role: 'company_admin' } as const;
const AGENT = { email: 'agent@demo.test', name: 'Ari Agent', role: 'agent' } as const;
export const DEMO_PEOPLE = [GLOBAL, ADMIN, AGENT];

export interface People {
  adminId: string;
  agentId: string;
}

/** The company and those who may sign in. */
export async function makePeople(db: Db, company: { id: string; name: string }, password: string): Promise<People> {
  const hashes = await Promise.all(DEMO_PEOPLE.map(() => hashPassword(password)));
  return db.asSystem('the demo company', async (em) => {
    await em.query(`insert into companies (id, name) values ($1, $2)`, [company.id, company.name]);
    const people: People = { adminId: '', agentId: '' };
    for (const [i, { email, name, role }] of DEMO_PEOPLE.entries()) {
      const [user] = await rows<{ id: string }>(
        em,
        `insert into users (id, email, name, password_hash, global_admin) values ($1, $2, $3, $4, $5)
         on conflict (lower(email)) do update set password_hash = excluded.password_hash returning id`,
        [newId(), email, name, hashes[i], role === null],
      );
      if (!user || role === null) continue;
      await em.query(`insert into memberships (company_id, user_id, role) values ($1, $2, $3)`, [
        ...[company.id, user.id, role],
      ]);
      people[role === 'company_admin' ? 'adminId' : 'agentId'] = user.id;
    }
    return people;
  });
}

/** The password shown at the start is the one that works: when the setting has changed, those who are still there follow. */
export async function followPassword(db: Db, password: string): Promise<number> {
  const emails = DEMO_PEOPLE.map(({ email }) => email);
  return db.asSystem('the demo’s sign-ins', async (em) => {
    const people = await rows<{ id: string; password_hash: string | null }>(
      em,
      `select id, password_hash from users where lower(email) = any($1)`,
      [emails],
    );
    let changed = 0;
    for (const { id, password_hash } of people) {
      if (await passwordMatches(password_hash, password)) continue;
      await em.query(`update users set password_hash = $2 where id = $1`, [id, await hashPassword(password)]);
      await em.query(`update refresh_tokens set revoked_at = now() where user_id = $1 and revoked_at is null`, [id]);
      changed++;
    }
    return changed;
  });
}
