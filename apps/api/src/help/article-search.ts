import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller, VisitorCaller } from '../auth/access.js';
import { Db, rows } from '../platform/db.js';
import { Effects, type PendingEffect } from '../platform/effects.js';
import { isId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { Doors } from '../sessions/doors.js';
import { readAnswer } from './answer-text.js';
import type { FindArticlesDto, FoundArticleDto, PreviewArticlesDto } from './article.dto.js';

interface FoundRow {
  article_id: string;
  language: string;
  question: string;
  answer: string;
}

const WORDS = 16;
const MOST = 50;

/**
 * One text of each published article: in the first of the wanted languages that it has. A word counts whole where it
 * stands in any of its forms, or as a beginning; half where the question has one that is spelt much like it. Of a longer
 * sentence, what has less than half as much as the best is left out.
 */
const SEARCH = `
  with shown as (
    select distinct on (t.article_id) t.article_id, t.language, t.question, t.answer, t.search,
           search_configuration(t.language) as configuration, a.updated_at
    from articles a
    join article_texts t on t.company_id = a.company_id and t.article_id = a.id
    join unnest($1::text[]) with ordinality wanted (language, place)
      on lower(t.language) = wanted.language or split_part(lower(t.language), '-', 1) = wanted.language
    where a.status = 'published'
      and (cardinality($2::text[]) = 0 or exists (select from unnest(a.tags) tag where lower(tag) = any($2)))
    order by t.article_id, wanted.place, t.language
  ), words as materialized (
    select configuration, word, to_tsquery(configuration, quote_literal(word) || ':*') as query
    from (select distinct configuration from shown) c, unnest($3::text[]) word
  ), met as (
    select s.*, m.hits, m.rank
    from shown s cross join lateral (
      select coalesce(sum(case when s.search @@ w.query then 1
                               when length(w.word) > 3 and likeness(w.word, s.question) >= 0.4 then 0.5 end), 0) as hits,
             coalesce(sum(ts_rank(s.search, w.query)), 0) as rank
      from words w where w.configuration = s.configuration) m
  )
  select article_id, language, question, answer from (select *, max(hits) over () as best from met) found
  where cardinality($3) = 0 or (hits > 0 and hits * 2 >= best)
  order by hits desc, rank desc, lower(question), article_id limit $4`;

/** Articles as visitors find them, and what visitors say of them. */
@Injectable()
export class ArticleSearch implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly effects: Effects,
    private readonly doors: Doors,
  ) {}

  onModuleInit(): void {
    this.effects.on('feedback', (em, effect) => this.count(em, effect));
    this.doors.opens('faq', async (em) => {
      const published = await rows(em, `select 1 from articles where status = 'published' limit 1`);
      return published.length > 0;
    });
  }

  find({ companyId, sessionId }: VisitorCaller, { q = '', tags = [] }: FindArticlesDto): Promise<FoundArticleDto[]> {
    return this.db.inCompany(companyId, async (em) => this.search(em, await this.languagesOf(em, sessionId), q, tags));
  }

  /** The same for whoever tries a flow out. */
  preview(
    caller: CompanyCaller,
    { q = '', tags = [], languages = [] }: PreviewArticlesDto,
  ): Promise<FoundArticleDto[]> {
    return this.db.inCompany(caller.companyId, (em) => this.search(em, widened(languages), q, tags));
  }

  private async search(em: EntityManager, languages: string[], q: string, tags: string[]): Promise<FoundArticleDto[]> {
    const found = await rows<FoundRow>(em, SEARCH, [languages, tags.map((tag) => tag.toLowerCase()), wordsOf(q), MOST]);
    return found.map(({ article_id: id, language, question, answer }) => ({
      id,
      language,
      question,
      answer: readAnswer(answer),
    }));
  }

  /** In a visit an article counts once, by what was said last. One that is gone counts no more. */
  private async count(em: EntityManager, { sessionId, payload }: PendingEffect): Promise<void> {
    const { article, helpful } = payload;
    if (!isId(article)) return;
    await em.query(
      `insert into article_feedback (article_id, session_id, helpful)
       select id, $2, $3 from articles where id = $1
       on conflict (company_id, article_id, session_id) do update set helpful = excluded.helpful, at = now()`,
      [article, sessionId, helpful === true],
    );
  }

  /** The visit's own, then those of its flow. */
  private async languagesOf(em: EntityManager, sessionId: string): Promise<string[]> {
    const [session] = await rows<{ language: string; languages: string[] }>(
      em,
      `select s.language, v.definition->'languages' as languages from ivr_sessions s
       join ivr_flow_versions v on v.company_id = s.company_id and v.id = s.version_id where s.id = $1`,
      [sessionId],
    );
    if (!session) throw new Problem('not-found');
    return widened([session.language, ...session.languages]);
  }
}

/** Each also without its region. */
function widened(languages: string[]): string[] {
  const tags = languages.map((tag) => tag.toLowerCase());
  return [...new Set(tags.flatMap((tag) => [tag, tag.split('-', 1)[0] ?? tag]))];
}

/** The words of a text, the same only once. */
const wordsOf = (text: string): string[] =>
  [...new Set(text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])].slice(0, WORDS);
