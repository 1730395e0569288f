import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { CompanyCaller } from '../../auth/access.js';
import { audit } from '../../auth/audit.js';
import { Db, rows } from '../../platform/db.js';
import { isId, newId } from '../../platform/ids.js';
import { Problem } from '../../platform/problem.js';
import { SecretBox } from '../secret-box.js';
import type { NewWidgetSecretDto, WidgetSecretDto } from './widget-secret.dto.js';

/** So that servers can go over to a new one while the old one still counts. */
const MOST = 2;
const SECRET_BYTES = 32;

interface SecretRow {
  id: string;
  created_at: Date;
}

/** What a company's server signs with who its visitors are. A secret is shown when it is made, and never again. */
@Injectable()
export class WidgetSecrets {
  constructor(
    private readonly db: Db,
    private readonly box: SecretBox,
  ) {}

  list(caller: CompanyCaller, widgetId: string): Promise<WidgetSecretDto[]> {
    return this.db.inCompany(caller.companyId, async (em) => {
      await mustBeThere(em, widgetId);
      const found = await rows<SecretRow>(
        em,
        `select id, created_at from widget_secrets where widget_id = $1 order by created_at, id`,
        [widgetId],
      );
      return found.map(shape);
    });
  }

  create(caller: CompanyCaller, widgetId: string): Promise<NewWidgetSecretDto> {
    const id = newId();
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    return this.db.inCompany(caller.companyId, async (em) => {
      // Held, so that two who ask at once do not make three.
      await mustBeThere(em, widgetId, 'for update');
      const there = await rows(em, `select 1 from widget_secrets where widget_id = $1`, [widgetId]);
      if (there.length >= MOST) throw new Problem('widget.secrets-full');
      const [row] = await rows<SecretRow>(
        em,
        `insert into widget_secrets (id, widget_id, sealed) values ($1, $2, $3) returning id, created_at`,
        [id, widgetId, this.box.seal(caller.companyId, nameOf(id), secret)],
      );
      await audit(em, 'widget.secret-created', { ...caller, target: widgetId, data: { secret: id } });
      if (!row) throw new Error('A row that was inserted did not come back.');
      return { ...shape(row), secret };
    });
  }

  async remove(caller: CompanyCaller, widgetId: string, id: string): Promise<void> {
    if (!isId(id)) throw new Problem('not-found');
    await this.db.inCompany(caller.companyId, async (em) => {
      await mustBeThere(em, widgetId);
      const gone = await rows(em, `delete from widget_secrets where widget_id = $1 and id = $2 returning id`, [
        widgetId,
        id,
      ]);
      if (gone.length === 0) throw new Problem('not-found');
      await audit(em, 'widget.secret-deleted', { ...caller, target: widgetId, data: { secret: id } });
    });
  }

  /** Those that count now. */
  open(companyId: string, widgetId: string): Promise<string[]> {
    return this.db.inCompany(companyId, async (em) => {
      const found = await rows<{ id: string; sealed: Buffer }>(
        em,
        `select id, sealed from widget_secrets where widget_id = $1`,
        [widgetId],
      );
      return found.map(({ id, sealed }) => this.box.open(companyId, nameOf(id), sealed));
    });
  }
}

async function mustBeThere(em: Parameters<typeof rows>[0], widgetId: string, lock = ''): Promise<void> {
  const found = isId(widgetId) ? await rows(em, `select 1 from widgets where id = $1 ${lock}`, [widgetId]) : [];
  if (found.length === 0) throw new Problem('not-found');
}

const nameOf = (id: string): string => `widget-secret ${id}`;

const shape = ({ id, created_at }: SecretRow): WidgetSecretDto => ({ id, createdAt: created_at.toISOString() });
