import type { EntityManager } from 'typeorm';
import { rows } from '../platform/db.js';
import type { MeDto } from './auth.dto.js';
import { INSTALLATION_SCOPES, scopesOf, type CompanyRole, type Role, type Scope } from './scopes.js';

/** How many companies a global admin is offered to enter; `GET /companies` lists the rest. */
const COMPANIES_SHOWN = 500;

interface UserRow {
  id: string;
  email: string;
  name: string;
  global_admin: boolean;
}

interface CompanyRow {
  id: string;
  name: string;
  role: Role;
}

/** Who someone is at this moment: what a token may say about them. */
export interface Standing {
  user: UserRow;
  company: CompanyRow | null;
  role: Role | null;
  companies: CompanyRow[];
}

/**
 * Where a user stands, acting in the wanted company if it is (still) theirs, else in their only one. A global admin
 * always chooses. Null when there is no such user any more, or they may not sign in.
 */
export async function standingOf(em: EntityManager, userId: string, wanted: string | null): Promise<Standing | null> {
  const [user] = await rows<UserRow>(
    em,
    `select id, email, name, global_admin from users where id = $1 and disabled_at is null`,
    [userId],
  );
  if (!user) return null;
  const companies = user.global_admin ? await everyCompany(em, wanted) : await companiesOf(em, userId);
  const only = !user.global_admin && companies.length === 1 ? companies[0] : undefined;
  const company = companies.find((each) => each.id === wanted) ?? only ?? null;
  return { user, company, role: user.global_admin ? 'global_admin' : (company?.role ?? null), companies };
}

export function meOf(standing: Standing, visitorOrigin: string): MeDto {
  const { user, company, role, companies } = standing;
  return {
    userId: user.id,
    email: user.email,
    name: user.name,
    globalAdmin: user.global_admin,
    company: company && { id: company.id, name: company.name },
    role,
    scopes: usableScopes(role, company !== null),
    companies: companies.map(({ id, name, role }) => ({ id, name, role })),
    visitorOrigin,
  };
}

/** Without a company, only what concerns the installation can be done. */
function usableScopes(role: Role | null, inCompany: boolean): Scope[] {
  return scopesOf(role).filter((scope) => inCompany || INSTALLATION_SCOPES.has(scope));
}

function companiesOf(em: EntityManager, userId: string): Promise<(CompanyRow & { role: CompanyRole })[]> {
  return rows(
    em,
    `select c.id, c.name, m.role from memberships m join companies c on c.id = m.company_id
     where m.user_id = $1 and m.accepted_at is not null order by lower(c.name), c.id`,
    [userId],
  );
}

function everyCompany(em: EntityManager, wanted: string | null): Promise<CompanyRow[]> {
  return rows(
    em,
    `select id, name, 'global_admin' as role from
       (select id, name from companies order by (id = $1::uuid) desc nulls last, lower(name), id limit ${COMPANIES_SHOWN}) c
     order by lower(name), id`,
    [wanted],
  );
}
