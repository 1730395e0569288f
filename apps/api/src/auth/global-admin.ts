import { isEmail } from 'class-validator';
import { Db, rows } from '../platform/db.js';
import { newId } from '../platform/ids.js';
import { audit } from './audit.js';
import { hashPassword, PASSWORD_MAX, PASSWORD_MIN, passwordWeakness } from './passwords.js';

export interface AdminAccount {
  email: string;
  name?: string;
  password: string;
}

/** What is wrong with the account that was asked for, as a sentence, or null. */
export function accountFault({ email, password }: AdminAccount): string | null {
  if (!isEmail(email) || email.length > 254) return 'Give a whole e-mail address, such as ops@example.com.';
  if (password.length < PASSWORD_MIN) return `Use a password of at least ${PASSWORD_MIN} characters.`;
  if (password.length > PASSWORD_MAX) return `Use a password of at most ${PASSWORD_MAX} characters.`;
  return passwordWeakness(password, email);
}

/**
 * Makes someone a global admin with this password, whether or not they have an account: the way into a first
 * installation, and the way back in when every password is lost. Ends the sign-ins made with an older password.
 */
export async function makeGlobalAdmin(db: Db, account: AdminAccount): Promise<'created' | 'updated'> {
  const email = account.email.trim().toLowerCase();
  const passwordHash = await hashPassword(account.password);
  return db.asSystem('the first global admin', async (em) => {
    const [user] = await rows<{ id: string; existed: boolean }>(
      em,
      `insert into users (id, email, name, password_hash, global_admin) values ($1, $2, $3, $4, true)
       on conflict (lower(email)) do update set password_hash = excluded.password_hash, global_admin = true,
         disabled_at = null, name = coalesce(nullif(excluded.name, ''), users.name)
       returning id, id <> $1 as existed`,
      [newId(), email, account.name ?? '', passwordHash],
    );
    const target = user?.id ?? '';
    await em.query(`update refresh_tokens set revoked_at = now() where user_id = $1 and revoked_at is null`, [target]);
    await audit(em, 'user.made-global-admin', { companyId: null, userId: null, target });
    return user?.existed ? 'updated' : 'created';
  });
}
