import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { audit } from '../auth/audit.js';
import { Db, rows } from '../platform/db.js';
import { Problem } from '../platform/problem.js';
import type { DispositionsDto, SaveDispositionsDto } from './dispositions.dto.js';
import type { EntryRow } from './entry-rows.js';

const USUAL: DispositionsDto = {
  items: ['Solved', 'Follow up', 'Call back', 'Passed on'].map((label) => ({ label, archived: false })),
  required: false,
  revision: 0,
};

/** What can be said of a callback beside the company's own words. */
export const CALLBACK_RESULTS = ['reached', 'no-answer', 'wrong-number'] as const;
export type CallbackResult = (typeof CALLBACK_RESULTS)[number];

/** What agents can say came of a talk: the company's own words, in its own order. */
@Injectable()
export class Dispositions {
  constructor(private readonly db: Db) {}

  get(caller: CompanyCaller): Promise<DispositionsDto> {
    return this.db.inCompany(caller.companyId, dispositionsIn);
  }

  save(caller: CompanyCaller, revision: number, { items, required }: SaveDispositionsDto): Promise<DispositionsDto> {
    if (required && items.every(({ archived }) => archived))
      throw new Problem('request.invalid', {
        errors: [{ field: 'required', message: 'required needs a disposition that can be chosen' }],
      });
    return this.db.inCompany(caller.companyId, async (em) => {
      const values = [JSON.stringify(items), required];
      const saved =
        revision === 0
          ? await rows(
              em,
              `insert into disposition_lists (items, required) values ($1, $2) on conflict do nothing returning revision`,
              values,
            )
          : await rows(
              em,
              `update disposition_lists set items = $1, required = $2, revision = revision + 1, updated_at = now()
               where revision = $3 returning revision`,
              [...values, revision],
            );
      const current = await dispositionsIn(em);
      if (saved.length === 0) throw new Problem('dispositions.changed-elsewhere', { current });
      await audit(em, 'dispositions.saved', { ...caller });
      return current;
    });
  }
}

/** What holds in the company of the transaction. */
async function dispositionsIn(em: EntityManager): Promise<DispositionsDto> {
  const [row] = await rows<DispositionsDto>(em, `select items, required, revision from disposition_lists`);
  return row ?? USUAL;
}

/** As the list words it, or null. What came of a callback may be said by its result too, and none is asked for. */
export async function settleDisposition(
  em: EntityManager,
  { channel, disposition: before }: EntryRow,
  said: string | undefined,
): Promise<string | null> {
  const { items, required } = await dispositionsIn(em);
  const open = items.filter(({ archived }) => !archived).map(({ label }) => label);
  if (said === undefined) {
    if (required && before === null && channel !== 'callback')
      throw new Problem('entry.disposition-required', { dispositions: open });
    return null;
  }
  const known = open.find((label) => label.toLowerCase() === said.trim().toLowerCase());
  const result = channel === 'callback' ? CALLBACK_RESULTS.find((one) => one === said) : undefined;
  if (known === undefined && result === undefined)
    throw new Problem('entry.disposition-unknown', { dispositions: open });
  return result ?? known ?? null;
}
