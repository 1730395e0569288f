import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Complaint } from './complaint.mjs';

const NAMES = ['superuser', 'owner', 'app', 'system', 'redis', 'secret'];

/** The passwords of the embedded parts: made once, kept with the data, readable by their owner alone. */
export function loadSecrets(home) {
  const file = join(home, 'secrets.json');
  const kept = readKept(file);
  const secrets = Object.fromEntries(NAMES.map((name) => [name, kept[name] ?? randomBytes(32).toString('base64url')]));
  if (NAMES.some((name) => !kept[name])) {
    mkdirSync(home, { recursive: true });
    writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  }
  return secrets;
}

function readKept(file) {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'EACCES') {
      throw new Complaint(`${file} belongs to another user, as does the data beside it: start as that user.`);
    }
    throw new Complaint(`${file} cannot be read (${error.message}): begin anew with \`npm start -- --reset\`.`);
  }
}
