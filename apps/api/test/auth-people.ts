import { hashPassword } from '../src/auth/passwords.js';
import type { CompanyRole } from '../src/auth/scopes.js';
import { newId } from '../src/platform/ids.js';
import type { Answer, Harness } from './harness.js';

export const PASSWORD = 'seven green lanterns';

export interface Person {
  userId: string;
  email: string;
}

export interface SignedInPerson extends Person {
  token: string;
  /** As a `Cookie` header. */
  cookie: string;
  me: Answer['body'];
}

/** People with a password, for tests that come in by the front door. */
export class People {
  private hash: Promise<string> | undefined;

  constructor(private readonly api: Harness) {}

  async person(options: { globalAdmin?: boolean; name?: string } = {}): Promise<Person> {
    this.hash ??= hashPassword(PASSWORD);
    const person = { userId: newId(), email: `p-${newId()}@example.test` };
    await this.api.owner.query(
      `insert into users (id, email, name, password_hash, global_admin) values ($1, $2, $3, $4, $5)`,
      [person.userId, person.email, options.name ?? 'Robin', await this.hash, options.globalAdmin ?? false],
    );
    return person;
  }

  async member(companyId: string, role: CompanyRole = 'company_admin'): Promise<Person> {
    const person = await this.person();
    await this.join(person, companyId, role);
    return person;
  }

  async join(person: Person, companyId: string, role: CompanyRole): Promise<void> {
    await this.api.owner.query('insert into memberships (company_id, user_id, role) values ($1, $2, $3)', [
      companyId,
      person.userId,
      role,
    ]);
  }

  /** Signs a person in; a new member of a new company unless given. */
  async signedIn(person?: Person): Promise<SignedInPerson> {
    const who = person ?? (await this.member(await this.api.given.company()));
    const answer = await this.login(who.email);
    if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}: ${answer.text}`);
    return { ...who, token: answer.body.accessToken, cookie: cookieOf(answer), me: answer.body.me };
  }

  login(email: string, password = PASSWORD): Promise<Answer> {
    return this.api.console('POST', '/api/v1/auth/login', { body: { email, password } });
  }

  refresh(cookie: string): Promise<Answer> {
    return this.api.console('POST', '/api/v1/auth/refresh', { headers: { cookie } });
  }

  /** The link in the newest mail to someone, waiting a little for one that is written after the answer. */
  async linkFor(email: string): Promise<string> {
    for (let attempt = 0; attempt < 100; attempt++) {
      const { rows } = await this.api.owner.query(
        'select body from mails where recipient = $1 order by created_at desc, id desc limit 1',
        [email],
      );
      const token = /\/ivr-dashboard\/link\/(\S+)/.exec(rows[0]?.body ?? '')?.[1];
      if (token) return token;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`no mail to ${email}`);
  }

  redeem(link: string, body: Record<string, unknown>): Promise<Answer> {
    return this.api.console('POST', `/api/v1/auth/links/${link}`, { body });
  }
}

export function cookieOf(answer: Answer): string {
  const set = answer.headers.getSetCookie().find((each) => each.startsWith('cd_refresh='));
  return set?.split(';')[0] ?? '';
}

/** A problem's stable part: its status and code. */
export const problemOf = (answer: Answer): [number, string] => [answer.status, answer.body.code];
