import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { audit } from '../auth/audit.js';
import { Db, rows } from '../platform/db.js';
import { isId, newId } from '../platform/ids.js';
import { page, writeCursor, type Page } from '../platform/list.js';
import { isMoment, positionOf } from '../platform/position.js';
import { Problem } from '../platform/problem.js';
import type { ArticleDto, ArticleStatus, ArticleTextDto, ListArticlesDto, SaveArticleDto } from './article.dto.js';

interface ArticleRow {
  id: string;
  status: ArticleStatus;
  tags: string[];
  texts: ArticleTextDto[];
  helpful: number;
  not_helpful: number;
  revision: number;
  created_at: Date;
  updated_at: Date;
}

const ARTICLE = `
  select a.id, a.status, a.tags, a.revision, a.created_at, a.updated_at,
    (select json_agg(json_build_object('language', t.language, 'question', t.question, 'answer', t.answer) order by t.place)
     from article_texts t where t.company_id = a.company_id and t.article_id = a.id) as texts,
    (select count(*)::int from article_feedback f
     where f.company_id = a.company_id and f.article_id = a.id and f.helpful) as helpful,
    (select count(*)::int from article_feedback f
     where f.company_id = a.company_id and f.article_id = a.id and not f.helpful) as not_helpful
  from articles a`;

const MOST = 2_000;

/** Questions and their answers, as the company writes them. */
@Injectable()
export class ArticleService {
  constructor(private readonly db: Db) {}

  list(caller: CompanyCaller, query: ListArticlesDto): Promise<Page<ArticleDto>> {
    const { value, id, limit } = positionOf(query, isMoment);
    return this.db.inCompany(caller.companyId, async (em) => {
      const found = await rows<ArticleRow>(
        em,
        `${ARTICLE}
         where ($1::timestamptz is null or (a.updated_at, a.id) < ($1, $2::uuid))
           and ($3::text is null or a.status = $3)
           and ($4::text is null or exists (select from unnest(a.tags) tag where lower(tag) = lower($4)))
           and ($5::text is null or exists (select from article_texts t
             where t.company_id = a.company_id and t.article_id = a.id
               and (t.question ilike $5 or t.answer ilike $5)))
         order by a.updated_at desc, a.id desc limit $6`,
        [value, id, query.status ?? null, query.tag ?? null, query.search ? within(query.search) : null, limit + 1],
      );
      return page(found, limit, (row) => writeCursor(row.updated_at, row.id), shape);
    });
  }

  tags(caller: CompanyCaller): Promise<string[]> {
    return this.db.inCompany(caller.companyId, async (em) => {
      const found = await rows<{ tag: string }>(
        em,
        `select min(tag) as tag from articles, unnest(tags) tag group by lower(tag) order by lower(min(tag)) limit 500`,
      );
      return found.map(({ tag }) => tag);
    });
  }

  get(caller: CompanyCaller, id: string): Promise<ArticleDto> {
    return this.db.inCompany(caller.companyId, (em) => this.read(em, id));
  }

  create(caller: CompanyCaller, dto: SaveArticleDto): Promise<ArticleDto> {
    return this.db.inCompany(caller.companyId, async (em) => {
      const [counted] = await rows<{ count: number }>(em, 'select count(*)::int as count from articles');
      if ((counted?.count ?? 0) >= MOST) throw new Problem('article.too-many');
      const id = newId();
      await em.query('insert into articles (id, status, tags) values ($1, $2, $3)', [id, dto.status, dto.tags]);
      await this.write(em, id, dto.texts);
      await audit(em, 'article.saved', { ...caller, target: id, data: { status: dto.status } });
      return this.read(em, id);
    });
  }

  save(caller: CompanyCaller, id: string, revision: number, dto: SaveArticleDto): Promise<ArticleDto> {
    return this.db.inCompany(caller.companyId, async (em) => {
      await this.read(em, id);
      const changed = await rows(
        em,
        `update articles set status = $3, tags = $4, revision = revision + 1, updated_at = now()
         where id = $1 and revision = $2 returning id`,
        [id, revision, dto.status, dto.tags],
      );
      if (changed.length === 0) throw new Problem('article.changed-elsewhere', { current: await this.read(em, id) });
      await em.query('delete from article_texts where article_id = $1', [id]);
      await this.write(em, id, dto.texts);
      await audit(em, 'article.saved', { ...caller, target: id, data: { status: dto.status } });
      return this.read(em, id);
    });
  }

  async remove(caller: CompanyCaller, id: string): Promise<void> {
    await this.db.inCompany(caller.companyId, async (em) => {
      await this.read(em, id);
      await em.query('delete from articles where id = $1', [id]);
      await audit(em, 'article.deleted', { ...caller, target: id });
    });
  }

  private async read(em: EntityManager, id: string): Promise<ArticleDto> {
    if (!isId(id)) throw new Problem('not-found');
    const [row] = await rows<ArticleRow>(em, `${ARTICLE} where a.id = $1`, [id]);
    if (!row) throw new Problem('not-found');
    return shape(row);
  }

  private async write(em: EntityManager, id: string, texts: ArticleTextDto[]): Promise<void> {
    for (const [place, { language, question, answer }] of texts.entries())
      await em.query(
        `insert into article_texts (article_id, language, place, question, answer) values ($1, $2, $3, $4, $5)`,
        [id, language, place, question, answer],
      );
  }
}

/** For LIKE: its signs stand for themselves. */
const within = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;

const shape = (row: ArticleRow): ArticleDto => ({
  id: row.id,
  status: row.status,
  tags: row.tags,
  texts: row.texts,
  helpful: row.helpful,
  notHelpful: row.not_helpful,
  revision: row.revision,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
