import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** OWASP's argon2id setting of 19 MiB, two passes, one lane. argon2id is the package's default algorithm. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;

/** Two keyboards may send one character as different code points: NFKC makes them the same password. */
function canonical(password: string): string {
  return password.normalize('NFKC');
}

export function hashPassword(password: string): Promise<string> {
  return hash(canonical(password), COST);
}

let decoy: Promise<string> | undefined;

/** Makes the decoy ahead of the first sign-in, so that not even that one takes longer for an unknown e-mail. */
export async function primeDecoy(): Promise<string> {
  decoy ??= hash(randomBytes(32), COST);
  return decoy;
}

/** Takes the same time whether the account is unknown (`stored` null) or the password is wrong. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? (await primeDecoy()), canonical(password));
  return stored !== null && matches;
}

/** What is wrong with a new password, as a sentence for the person who chose it, or null. Length is the DTO's to check. */
export function passwordWeakness(password: string, email: string): string | null {
  const chosen = canonical(password).trim().toLowerCase();
  const address = email.toLowerCase();
  if (chosen === address || chosen === address.split('@')[0]) {
    return 'Choose a password other than your e-mail address.';
  }
  if (new Set(chosen).size < 4) return 'Choose a password with more different characters.';
  return null;
}
