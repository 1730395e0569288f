import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Db, rows } from '../platform/db.js';
import { isId, newId } from '../platform/ids.js';
import { page, writeCursor, type ListDto, type Page } from '../platform/list.js';
import { Problem } from '../platform/problem.js';
import type { CompanyCaller } from './access.js';
import { Attempts } from './attempts.js';
import { audit } from './audit.js';
import { LinkService } from './link.service.js';
import { positionOf } from '../platform/position.js';
import { RefreshFamilies } from './refresh-families.js';
import type { CompanyRole } from './scopes.js';
import type { InviteUserDto, UpdateUserDto, UserDto } from './users.dto.js';

interface MemberRow {
  id: string;
  email: string;
  name: string;
  role: CompanyRole;
  accepted_at: Date | null;
  created_at: Date;
}

const MEMBERS = `select u.id, u.email, u.name, m.role, m.accepted_at, m.created_at
  from memberships m join users u on u.id = m.user_id`;

/** The people of one company. */
@Injectable()
export class UserService {
  constructor(
    private readonly db: Db,
    private readonly links: LinkService,
    private readonly families: RefreshFamilies,
    private readonly attempts: Attempts,
  ) {}

  list(caller: CompanyCaller, query: ListDto): Promise<Page<UserDto>> {
    const { value: email, id, limit } = positionOf(query);
    return this.db.inCompany(caller.companyId, async (em) => {
      const members = await rows<MemberRow>(
        em,
        `${MEMBERS} where $1::text is null or (u.email, u.id) > ($1, $2::uuid) order by u.email, u.id limit $3`,
        [email, id, limit + 1],
      );
      return page(members, limit, (member) => writeCursor(member.email, member.id), shape);
    });
  }

  /** Invites someone, or sends a new link to someone who has not accepted yet. */
  async invite(caller: CompanyCaller, dto: InviteUserDto): Promise<UserDto> {
    await this.attempts.invite(caller.companyId);
    const { companyId } = caller;
    return this.db.asSystem('invited people may work elsewhere already', async (em, after) => {
      await lockAdmins(em, caller);
      await em.query(`insert into users (id, email) values ($1, $2) on conflict (lower(email)) do nothing`, [
        newId(),
        dto.email,
      ]);
      const [user] = await rows<{ id: string }>(em, `select id from users where lower(email) = lower($1)`, [dto.email]);
      if (!user) throw new Problem('not-found');
      const [pending] = await rows(
        em,
        `insert into memberships (company_id, user_id, role, accepted_at) values ($1, $2, $3, null)
         on conflict (company_id, user_id) do update set role = excluded.role where memberships.accepted_at is null
         returning user_id`,
        [companyId, user.id, dto.role],
      );
      if (!pending) throw new Problem('users.exists');
      await this.links.invite(em, after, { userId: user.id, email: dto.email, companyId });
      await audit(em, 'user.invited', { companyId, userId: caller.userId, target: user.id, data: { role: dto.role } });
      return shape(await memberOf(em, companyId, user.id));
    });
  }

  update(caller: CompanyCaller, id: string, dto: UpdateUserDto): Promise<UserDto> {
    const { companyId } = caller;
    return this.db.inCompany(companyId, async (em) => {
      const admins = await lockAdmins(em, caller);
      const member = await memberOf(em, companyId, id);
      if (dto.role !== undefined && dto.role !== member.role) {
        if (dto.role !== 'company_admin') mustNotBeLast(admins, id);
        if (id === caller.userId) throw new Problem('users.own-role');
        await em.query(`update memberships set role = $2 where user_id = $1`, [id, dto.role]);
        const data = { from: member.role, to: dto.role };
        await audit(em, 'user.role-changed', { companyId, userId: caller.userId, target: id, data });
      }
      if (dto.name !== undefined && dto.name !== member.name) await this.rename(caller, id, dto.name);
      return shape(await memberOf(em, companyId, id));
    });
  }

  remove(caller: CompanyCaller, id: string): Promise<void> {
    const { companyId } = caller;
    return this.db.inCompany(companyId, async (em, after) => {
      const admins = await lockAdmins(em, caller);
      const member = await memberOf(em, companyId, id);
      mustNotBeLast(admins, id);
      await em.query(`delete from memberships where user_id = $1`, [id]);
      await audit(em, 'user.removed', { companyId, userId: caller.userId, target: id, data: { role: member.role } });
      // The membership is what counts: renewing a sign-in and redeeming a link both look for it. This only tidies up.
      after(() => this.forget(companyId, id));
    });
  }

  /** Ends the sign-ins in this company, and leaves nothing of someone who never accepted an invitation. */
  private forget(companyId: string, userId: string): Promise<void> {
    return this.db.asSystem('after removing someone from a company', async (em) => {
      await this.families.endAllOf(em, userId, companyId);
      await em.query(`delete from one_time_links where user_id = $1 and company_id = $2`, [userId, companyId]);
      await em.query(
        `delete from users u where id = $1 and password_hash is null
         and not exists (select 1 from memberships m where m.user_id = u.id)`,
        [userId],
      );
    });
  }

  /** A name is the person's in every company: an admin may set it for those who belong to theirs alone, or for themself. */
  private rename(caller: CompanyCaller, id: string, name: string): Promise<void> {
    return this.db.asSystem('a name is the same in every company', async (em) => {
      const renamed = await rows(
        em,
        `update users u set name = $2 where id = $1 and (id = $3 or not exists
           (select 1 from memberships m where m.user_id = u.id and m.company_id <> $4))
         returning id`,
        [id, name, caller.userId, caller.companyId],
      );
      if (renamed.length === 0)
        throw new Problem('auth.scope', { detail: 'Only this person can change their name: ask them to.' });
      await audit(em, 'user.renamed', { companyId: caller.companyId, userId: caller.userId, target: id });
    });
  }
}

function shape(member: MemberRow): UserDto {
  return {
    id: member.id,
    email: member.email,
    // What they are called elsewhere is not this company's to know until they have joined it.
    name: member.accepted_at ? member.name : '',
    role: member.role,
    status: member.accepted_at ? 'active' : 'invited',
    createdAt: member.created_at.toISOString(),
  };
}

async function memberOf(em: EntityManager, companyId: string, userId: string): Promise<MemberRow> {
  const [member] = isId(userId)
    ? await rows<MemberRow>(em, `${MEMBERS} where m.company_id = $1 and m.user_id = $2`, [companyId, userId])
    : [];
  if (!member) throw new Problem('not-found');
  return member;
}

/**
 * Locks the company's admins, so that two of them cannot remove each other at the same time, and refuses a caller who is
 * none any more: an access token outlives a demotion by some minutes, which must not be time enough to undo it.
 */
async function lockAdmins(em: EntityManager, caller: CompanyCaller): Promise<string[]> {
  const members = await rows<{ user_id: string }>(
    em,
    `select user_id from memberships where company_id = $1 and role = 'company_admin' and accepted_at is not null
     order by user_id for update`,
    [caller.companyId],
  );
  const admins = members.map((member) => member.user_id);
  if (!caller.globalAdmin && !admins.includes(caller.userId)) throw new Problem('auth.scope');
  return admins;
}

function mustNotBeLast(admins: string[], id: string): void {
  if (admins.length === 1 && admins[0] === id) throw new Problem('users.last-admin');
}
