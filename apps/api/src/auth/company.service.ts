import { Injectable } from '@nestjs/common';
import { Db, rows } from '../platform/db.js';
import { newId } from '../platform/ids.js';
import { page, writeCursor, type ListDto, type Page } from '../platform/list.js';
import { Problem } from '../platform/problem.js';
import { audit } from './audit.js';
import type { CompanyDto, CreateCompanyDto, MailDto } from './companies.dto.js';
import { isMoment, positionOf } from '../platform/position.js';
import type { Caller } from './tokens.js';

interface CompanyRow {
  id: string;
  name: string;
  created_at: Date;
  users: number;
  sessions_today: number;
}

interface MailRow {
  id: string;
  recipient: string;
  subject: string;
  body: string;
  status: MailDto['status'];
  created_at: Date;
}

/** The installation's companies, and the mails it has written: the global admin's. */
@Injectable()
export class CompanyService {
  constructor(private readonly db: Db) {}

  list(query: ListDto): Promise<Page<CompanyDto>> {
    const { value: name, id, limit } = positionOf(query);
    return this.db.asSystem('listing companies', async (em) => {
      const companies = await rows<CompanyRow & { sorted: string }>(
        em,
        `select id, name, lower(name) as sorted, created_at,
           (select count(*)::int from memberships m where m.company_id = c.id) as users,
           (select count(*)::int from ivr_sessions s
             where s.company_id = c.id and s.started_at >= date_trunc('day', now(), 'UTC')) as sessions_today
         from companies c where $1::text is null or (lower(name), id) > ($1, $2::uuid)
         order by lower(name), id limit $3`,
        [name, id, limit + 1],
      );
      return page(companies, limit, (company) => writeCursor(company.sorted, company.id), shapeCompany);
    });
  }

  create(caller: Caller, dto: CreateCompanyDto): Promise<CompanyDto> {
    return this.db.asSystem('creating a company', async (em) => {
      const [company] = await rows<CompanyRow>(
        em,
        `insert into companies (id, name) values ($1, $2) returning id, name, created_at, 0 as users, 0 as sessions_today`,
        [newId(), dto.name],
      );
      if (!company) throw new Problem('server.fault');
      await audit(em, 'company.created', { companyId: company.id, userId: caller.userId, target: company.id });
      return shapeCompany(company);
    });
  }

  listMails(query: ListDto): Promise<Page<MailDto>> {
    const { value: at, id, limit } = positionOf(query, isMoment);
    return this.db.asSystem('the outbox', async (em) => {
      const mails = await rows<MailRow>(
        em,
        `select id, recipient, subject, body, status, created_at from mails
         where $1::timestamptz is null or (created_at, id) < ($1::timestamptz, $2::uuid)
         order by created_at desc, id desc limit $3`,
        [at, id, limit + 1],
      );
      return page(mails, limit, (mail) => writeCursor(mail.created_at, mail.id), shapeMail);
    });
  }
}

const shapeCompany = (company: CompanyRow): CompanyDto => ({
  id: company.id,
  name: company.name,
  createdAt: company.created_at.toISOString(),
  users: company.users,
  sessionsToday: company.sessions_today,
});

const shapeMail = (mail: MailRow): MailDto => ({
  id: mail.id,
  to: mail.recipient,
  subject: mail.subject,
  text: mail.body,
  createdAt: mail.created_at.toISOString(),
  status: mail.status,
});
