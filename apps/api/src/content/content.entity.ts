import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryColumn, type ValueTransformer } from 'typeorm';
import type { Kind } from './sniff.js';

export const STATUSES = ['uploading', 'uploaded', 'transcoding', 'ready', 'failed'] as const;
export type Status = (typeof STATUSES)[number];
export const KINDS = ['video', 'audio', 'image'] as const;

/** bigint comes from PostgreSQL as text; sizes of files fit a number. */
const wholeNumber: ValueTransformer = { to: (value: number) => value, from: (value: string) => Number(value) };

/**
 * A piece of the library. The row is the truth of its way from `uploading` to `ready`; `revision` grows with each claim
 * and names the folder its files lie in, so that two workers never write to the same place.
 */
@Entity('ivr_content')
export class Content {
  @PrimaryColumn('uuid') id!: string;
  @Column({ type: 'uuid', name: 'company_id', insert: false, update: false }) companyId!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) kind!: Kind | null;
  @Column('text') status!: Status;
  @Column('real') progress!: number;
  @Column('text', { name: 'reason_code', nullable: true }) reasonCode!: string | null;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('bigint', { transformer: wholeNumber }) bytes!: number;
  @Column('real', { name: 'duration_seconds', nullable: true }) durationSeconds!: number | null;
  @Column('int', { nullable: true }) width!: number | null;
  @Column('int', { nullable: true }) height!: number | null;
  @Column('real', { nullable: true }) loudness!: number | null;
  @Column('int') revision!: number;
  @Column('int') attempt!: number;
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy!: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
  @OneToMany(() => Rendition, (rendition) => rendition.content) renditions!: Rendition[];
  @OneToMany(() => Caption, (caption) => caption.content) captions!: Caption[];
}

/** One finished file or playlist of a piece. */
@Entity('ivr_renditions')
export class Rendition {
  @PrimaryColumn('uuid', { name: 'content_id' }) contentId!: string;
  @PrimaryColumn('int') revision!: number;
  @PrimaryColumn('text') name!: string;
  @Column('text') path!: string;
  @Column('int', { nullable: true }) width!: number | null;
  @Column('int', { nullable: true }) height!: number | null;
  @Column('int', { nullable: true }) bitrate!: number | null;
  @Column('bigint', { transformer: wholeNumber }) bytes!: number;
  @ManyToOne(() => Content, (content) => content.renditions)
  @JoinColumn({ name: 'content_id' })
  content!: Content;
}

@Entity('ivr_captions')
export class Caption {
  @PrimaryColumn('uuid', { name: 'content_id' }) contentId!: string;
  @PrimaryColumn('text') language!: string;
  @Column('text') label!: string;
  @Column('text', { select: false }) vtt!: string;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
  @ManyToOne(() => Content, (content) => content.captions)
  @JoinColumn({ name: 'content_id' })
  content!: Content;
}

/** Storage keys of a piece. */
export const folderOf = (companyId: string, id: string): string => `companies/${companyId}/content/${id}`;
export const sourceOf = (companyId: string, id: string): string => `${folderOf(companyId, id)}/source`;
export const revisionOf = (companyId: string, id: string, revision: number): string =>
  `${folderOf(companyId, id)}/${revision}`;
