import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NAMES = ['superuser', 'owner', 'app', 'system', 'redis', 'secret'];

/** The passwords of the embedded parts: made once, kept with the data, readable by their owner alone. */
export function loadSecrets(home) {
  const file = join(home, 'secrets.json');
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const secrets = Object.fromEntries(NAMES.map((name) => [name, kept[name] ?? randomBytes(32).toString('base64url')]));
  if (NAMES.some((name) => !kept[name])) {
    mkdirSync(home, { recursive: true });
    writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  }
  return secrets;
}
