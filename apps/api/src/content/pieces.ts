import { Injectable } from '@nestjs/common';
import { Equal, In, type EntityManager } from 'typeorm';
import { rows } from '../platform/db.js';
import { isId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import type { ContentDto, FilmDto, UsedByDto, WornByDto } from './content.dto.js';
import { Content } from './content.entity.js';
import { MediaSources, servedWith, WITH_AUDIO } from './delivery/media.js';

const LOADED = {
  relations: { renditions: true, captions: true, revisions: true, speeches: true, descriptions: WITH_AUDIO },
  relationLoadStrategy: 'query',
} as const;

/** Reads pieces of the library and shows them as the API gives them. */
@Injectable()
export class Pieces {
  constructor(private readonly media: MediaSources) {}

  /** A piece of the caller's company, or a refusal. */
  async load(em: EntityManager, id: string): Promise<Content> {
    const piece = isId(id) ? await em.findOne(Content, { ...LOADED, where: { id: Equal(id) } }) : null;
    if (!piece) throw new Problem('not-found');
    return piece;
  }

  async show(em: EntityManager, id: string): Promise<ContentDto> {
    const [shown] = await this.showAll(
      em,
      [await this.load(em, id)].map((piece) => piece.id),
    );
    if (!shown) throw new Problem('not-found');
    return shown;
  }

  /** In the order of `ids`. */
  async showAll(em: EntityManager, ids: string[]): Promise<ContentDto[]> {
    if (ids.length === 0) return [];
    const found = await em.find(Content, { ...LOADED, where: { id: In(ids) } });
    const byId = new Map(found.map((piece) => [piece.id, piece]));
    const usedBy = await usesOf(em, ids);
    const describes = await describedBy(em, ids);
    const wornBy = await wearersOf(em, ids);
    return ids.flatMap((id) => {
      const piece = byId.get(id);
      if (!piece) return [];
      const places = { usedBy: usedBy.get(id) ?? [], describes: describes.get(id) ?? [], wornBy: wornBy.get(id) ?? [] };
      return [this.shape(piece, places)];
    });
  }

  private shape(piece: Content, places: Pick<ContentDto, 'usedBy' | 'describes' | 'wornBy'>): ContentDto {
    // While a replacement is on its way the piece is still what it was.
    const served = piece.revisions.find(({ revision }) => revision === piece.readyRevision) ?? piece;
    return {
      id: piece.id,
      name: piece.name,
      tags: piece.tags,
      language: piece.language,
      archivedAt: piece.archivedAt?.toISOString() ?? null,
      kind: served.kind,
      status: piece.status,
      progress: piece.progress,
      reason: piece.reasonCode === null ? null : { code: piece.reasonCode, message: piece.reason ?? '' },
      revision: piece.readyRevision,
      bytes: served.bytes,
      storedBytes: piece.revisions.reduce((sum, { bytes, storedBytes }) => sum + bytes + storedBytes, 0),
      checksum: served.checksum,
      durationSeconds: served.durationSeconds,
      width: served.width,
      height: served.height,
      loudness: served.loudness,
      media: this.media.sourceOf(piece),
      posterUrl: this.media.pictureOf(piece),
      spritesUrl: this.media.fileOf(piece, 'sprites'),
      peaksUrl: this.media.fileOf(piece, 'peaks'),
      captions: this.media.captionsOf(piece).map(({ language }) => language),
      descriptions: servedWith(piece, piece.readyRevision).map(({ language, audio }) => {
        return { language, contentId: audio.id, name: audio.name };
      }),
      speech: spokenIn(piece),
      ...places,
      createdAt: piece.createdAt.toISOString(),
      updatedAt: piece.updatedAt.toISOString(),
    };
  }
}

/** Of the latest file, which may still be on its way: what is changed next is what was typed last. */
function spokenIn({ speeches, source }: Content): ContentDto['speech'] {
  const speech = speeches.find((each) => each.source === source);
  return speech ? { text: speech.text, language: speech.language, voice: speech.voice, speed: speech.speed } : null;
}

/** Each piece with each flow whose draft, live or planned version names it. Read from the JSON itself, which knows of every place a piece can stand. */
export const USES = `
  select distinct used.id #>> '{}' content_id, f.id flow_id, f.name flow_name
    from ivr_flows f
    left join ivr_flow_versions v on v.id in (f.live_version_id, f.scheduled_version_id)
    cross join lateral (
      select jsonb_path_query(f.draft, 'strict $.**.contentId')
      union all
      select jsonb_path_query(v.definition, 'strict $.**.contentId')
    ) used (id)`;

export async function usesOf(em: EntityManager, ids: string[]): Promise<Map<string, UsedByDto[]>> {
  const uses = new Map<string, UsedByDto[]>();
  if (ids.length === 0) return uses;
  const found = await rows<{ content_id: string; flow_id: string; flow_name: string }>(
    em,
    `select * from (${USES}) use where content_id = any ($1::text[]) order by flow_name, flow_id`,
    [ids],
  );
  for (const { content_id, flow_id, flow_name } of found)
    uses.set(content_id, [...(uses.get(content_id) ?? []), { flowId: flow_id, flowName: flow_name }]);
  return uses;
}

/** Each picture with each widget whose logo or host it is. */
export const WORN = `
  select picture.id content_id, w.id widget_id, w.name widget_name
    from widgets w cross join lateral (values (w.logo_id), (w.host_id)) picture (id)`;

export async function wearersOf(em: EntityManager, ids: string[]): Promise<Map<string, WornByDto[]>> {
  const worn = new Map<string, WornByDto[]>();
  if (ids.length === 0) return worn;
  const found = await rows<{ content_id: string; widget_id: string; widget_name: string }>(
    em,
    `select distinct * from (${WORN}) worn where content_id = any ($1::uuid[]) order by widget_name, widget_id`,
    [ids],
  );
  for (const { content_id, widget_id, widget_name } of found)
    worn.set(content_id, [...(worn.get(content_id) ?? []), { widgetId: widget_id, widgetName: widget_name }]);
  return worn;
}

/** The films that have a sound as their audio description, in the recording that is served or that flows in service pin. */
export const DESCRIBES = `
  select distinct d.audio_id, f.id, f.name
    from ivr_descriptions d join ivr_content f on f.id = d.content_id
   where d.revision = f.ready_revision
      or exists (select 1 from ivr_version_media m
                   join ivr_flows w on m.version_id in (w.live_version_id, w.scheduled_version_id)
                  where m.content_id = d.content_id and m.revision = d.revision)`;

export async function describedBy(em: EntityManager, audioIds: string[]): Promise<Map<string, FilmDto[]>> {
  const films = new Map<string, FilmDto[]>();
  if (audioIds.length === 0) return films;
  const found = await rows<{ audio_id: string; id: string; name: string }>(
    em,
    `select * from (${DESCRIBES}) film where audio_id = any ($1::uuid[]) order by name, id`,
    [audioIds],
  );
  for (const { audio_id, id, name } of found)
    films.set(audio_id, [...(films.get(audio_id) ?? []), { contentId: id, name }]);
  return films;
}
