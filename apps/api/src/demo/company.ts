import type { INestApplicationContext } from '@nestjs/common';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { CompanyCaller } from '../auth/access.js';
import { audit } from '../auth/audit.js';
import { scopesOf } from '../auth/scopes.js';
import { CaptionService } from '../content/captions/caption.service.js';
import { Content, sourceName, sourceOf } from '../content/content.entity.js';
import { ContentService } from '../content/content.service.js';
import { Uploads } from '../content/uploads/uploads.js';
import { ActivationService } from '../flows/activation.service.js';
import { FlowFileService } from '../flows/flow-file.service.js';
import { VersionService } from '../flows/version.service.js';
import { ArticleService } from '../help/article.service.js';
import { Config } from '../platform/config.js';
import { Db } from '../platform/db.js';
import { newId } from '../platform/ids.js';
import { Storage } from '../platform/storage/storage.js';
import { DEMO_ARTICLES } from './articles.js';
import { CAPTIONS } from './captions.js';
import { makeWelcome } from './film.js';
import { frontDoor } from './front-door.js';
import { makePeople, type People } from './people.js';

/** Fixed, so that a second start finds it. */
export const DEMO_COMPANY = '019ab1c0-7000-7000-8000-00000000d390';
export const DEMO_WIDGET_KEY = 'demo';
/** For the worker in this process to prepare the film: seconds, but it gives way to all else that the machine does. */
const PATIENCE_MS = 600_000;

/** Makes the demo company through the rooms' own doors: what an editor would have done by hand. */
export async function makeCompany(app: INestApplicationContext, password: string): Promise<void> {
  const people = await makePeople(app.get(Db), { id: DEMO_COMPANY, name: 'Brightwater Cycles' }, password);
  const caller = callerOf(people);
  await makeQueue(app.get(Db), people);
  for (const article of DEMO_ARTICLES)
    await app.get(ArticleService).create(caller, { status: 'published', ...article });
  const welcome = await makeContent(app, caller);
  const flowId = await publish(app, caller, welcome);
  await makeWidget(app, caller, flowId);
}

/** Whether it was made to its end: the audit entry is written with the last piece. */
export function isMade(db: Db): Promise<boolean> {
  return db.inCompany(DEMO_COMPANY, async (em) => {
    const found: unknown[] = await em.query(`select 1 from audit_log where action = 'company.created' limit 1`);
    return found.length > 0;
  });
}

/** Removes what a start that was stopped halfway has left. */
export async function clearRemains(app: INestApplicationContext): Promise<void> {
  await app
    .get(Db)
    .asSystem('remains of the demo company', (em) => em.query(`delete from companies where id = $1`, [DEMO_COMPANY]));
  await app.get(Storage).remove(`companies/${DEMO_COMPANY}`);
}

const callerOf = ({ adminId }: People): CompanyCaller => ({
  userId: adminId,
  companyId: DEMO_COMPANY,
  role: 'company_admin',
  globalAdmin: false,
  scopes: scopesOf('company_admin'),
  family: '',
});

/** The line behind `Talk to us`, and who serves it. */
async function makeQueue(db: Db, { adminId, agentId }: People): Promise<void> {
  const [id, people] = [newId(), [adminId, agentId]];
  await db.inCompany(DEMO_COMPANY, async (em) => {
    await em.query(`insert into queues (id, name, title, is_default) values ($1, 'support', 'Workshop', true)`, [id]);
    await em.query(`insert into agents (user_id) select unnest($1::uuid[])`, [people]);
    await em.query(`insert into agent_queues (user_id, queue_id) select unnest($1::uuid[]), $2`, [people, id]);
  });
}

async function makeContent(app: INestApplicationContext, caller: CompanyCaller): Promise<string> {
  const id = newId();
  const storage = app.get(Storage);
  const source = sourceName(id);
  const key = sourceOf(caller.companyId, id, source);
  const draft = await mkdtemp(path.join(tmpdir(), 'calldocker-demo-'));
  const film = `${draft}/welcome.mp4`;
  await makeWelcome(app.get(Config).ffmpegPath, draft, film);
  await storage.putFile(key, film);
  await rm(draft, { recursive: true, force: true });

  const bytes = (await storage.size(key)) ?? 0;
  await app.get(Db).inCompany(caller.companyId, (em) =>
    em.insert(Content, {
      ...{ id, uploadId: id, source, bytes, revision: 0, progress: 0 },
      name: 'Welcome to the workshop',
      status: 'uploading',
      tags: [],
      createdBy: caller.userId,
      uploadedBy: caller.userId,
    }),
  );
  await app.get(Uploads).settle(caller.companyId, { id, uploadId: id, source }); // which also wakes the worker
  const content = app.get(ContentService);
  for (const [language, vtt] of Object.entries(CAPTIONS))
    await app.get(CaptionService).put(caller, id, language, Buffer.from(vtt));
  for (const deadline = Date.now() + PATIENCE_MS; ;) {
    const { status, reason } = await content.get(caller, id);
    if (status === 'ready') return id;
    if (status === 'failed' || Date.now() > deadline)
      throw new Error(`The demo's welcome is still ${status}. ${reason?.message ?? ''}`);
    await setTimeout(100);
  }
}

async function publish(app: INestApplicationContext, caller: CompanyCaller, welcomeId: string): Promise<string> {
  const definition = { ...frontDoor(welcomeId) };
  const { id, draftRevision } = await app.get(FlowFileService).import(caller, { name: 'Front door', definition });
  await app.get(VersionService).publish(caller, id, draftRevision, {});
  await app.get(ActivationService).activate(caller, id);
  return id;
}

/** Not by its room, which chooses keys by chance: the demo page knows this one. */
async function makeWidget(app: INestApplicationContext, caller: CompanyCaller, flowId: string): Promise<void> {
  const { consoleOrigin, visitorOrigin } = app.get(Config);
  await app.get(Db).inCompany(caller.companyId, async (em) => {
    await em.query(
      `insert into widgets (id, key, name, flow_id, mode, allowed_origins, brand) values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        ...[newId(), DEMO_WIDGET_KEY, 'Demo page', flowId, 'video', [consoleOrigin, visitorOrigin]],
        JSON.stringify({ theme: 'auto' }),
      ],
    );
    await audit(em, 'company.created', { ...caller, target: caller.companyId });
  });
}
