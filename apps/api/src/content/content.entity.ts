import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryColumn, type ValueTransformer } from 'typeorm';
import type { Kind } from '../media/magic.js';

export const STATUSES = ['uploading', 'uploaded', 'transcoding', 'ready', 'failed'] as const;
export type Status = (typeof STATUSES)[number];
export const KINDS = ['video', 'audio', 'image'] as const;

/** bigint comes from PostgreSQL as text; sizes of files fit a number. */
const wholeNumber: ValueTransformer = { to: (value: number) => value, from: (value: string) => Number(value) };

/**
 * A piece of the library. The row is the truth of its latest upload's way from `uploading` to `ready`; `revision` grows with
 * each claim and names the folder its files lie in, so that two workers never write to the same place. What visitors get
 * is `readyRevision`, which a later upload replaces only when it is ready itself.
 */
@Entity('ivr_content')
export class Content {
  @PrimaryColumn('uuid') id!: string;
  @Column({ type: 'uuid', name: 'company_id', insert: false, update: false }) companyId!: string;
  @Column('text') name!: string;
  @Column('text', { array: true }) tags!: string[];
  /** What is spoken in it: a BCP 47 tag. */
  @Column('text', { nullable: true }) language!: string | null;
  @Column('timestamptz', { name: 'archived_at', nullable: true }) archivedAt!: Date | null;
  @Column('text', { nullable: true }) kind!: Kind | null;
  @Column('text') status!: Status;
  @Column('real') progress!: number;
  @Column('text', { name: 'reason_code', nullable: true }) reasonCode!: string | null;
  @Column('text', { nullable: true }) reason!: string | null;
  /** tus's name of the latest upload; the piece's own id for its first. */
  @Column('uuid', { name: 'upload_id' }) uploadId!: string;
  @Column('uuid', { name: 'uploaded_by', nullable: true }) uploadedBy!: string | null;
  /** The uploaded file, below the piece's folder. */
  @Column('text') source!: string;
  @Column('bigint', { transformer: wholeNumber }) bytes!: number;
  /** SHA-256, in hexadecimal: what the bytes came to, and what the sender said they would. */
  @Column('text', { nullable: true }) checksum!: string | null;
  @Column('text', { name: 'expected_checksum', nullable: true }) expectedChecksum!: string | null;
  @Column('timestamptz', { name: 'looked_at', nullable: true }) lookedAt!: Date | null;
  @Column('real', { name: 'duration_seconds', nullable: true }) durationSeconds!: number | null;
  @Column('int', { nullable: true }) width!: number | null;
  @Column('int', { nullable: true }) height!: number | null;
  @Column('real', { nullable: true }) loudness!: number | null;
  @Column('int') revision!: number;
  @Column('int', { name: 'ready_revision', nullable: true }) readyRevision!: number | null;
  @Column('int') attempt!: number;
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy!: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
  @OneToMany(() => Revision, (revision) => revision.content) revisions!: Revision[];
  @OneToMany(() => Rendition, (rendition) => rendition.content) renditions!: Rendition[];
  @OneToMany(() => Caption, (caption) => caption.content) captions!: Caption[];
  @OneToMany(() => Description, (description) => description.content) descriptions!: Description[];
  @OneToMany(() => Speech, (speech) => speech.content) speeches!: Speech[];
}

/** A finished result: one recording, whole, that flows may go on showing after the piece has got another. */
@Entity('ivr_content_revisions')
export class Revision {
  @PrimaryColumn('uuid', { name: 'content_id' }) contentId!: string;
  @PrimaryColumn('int') revision!: number;
  @Column('text') kind!: Kind;
  /** Of the uploaded file. */
  @Column('bigint', { transformer: wholeNumber }) bytes!: number;
  /** Of all that was made from it. */
  @Column('bigint', { name: 'stored_bytes', transformer: wholeNumber }) storedBytes!: number;
  @Column('text', { nullable: true }) checksum!: string | null;
  @Column('text') source!: string;
  @Column('real', { name: 'duration_seconds', nullable: true }) durationSeconds!: number | null;
  @Column('int', { nullable: true }) width!: number | null;
  @Column('int', { nullable: true }) height!: number | null;
  @Column('real', { nullable: true }) loudness!: number | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy!: string | null;
  @ManyToOne(() => Content, (content) => content.revisions)
  @JoinColumn({ name: 'content_id' })
  content!: Content;
}

/** One finished file or playlist of a revision. */
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

/** Of one recording; `revision` 0 while the piece has none ready, which takes them over. */
@Entity('ivr_captions')
export class Caption {
  @PrimaryColumn('uuid', { name: 'content_id' }) contentId!: string;
  @PrimaryColumn('int') revision!: number;
  @PrimaryColumn('text') language!: string;
  @Column('text') label!: string;
  @Column('text', { select: false }) vtt!: string;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
  @ManyToOne(() => Content, (content) => content.captions)
  @JoinColumn({ name: 'content_id' })
  content!: Content;
}

/** What is heard in place of a recording's own sound by those who do not see it: a sound of the library, as that is served. */
@Entity('ivr_descriptions')
export class Description {
  @PrimaryColumn('uuid', { name: 'content_id' }) contentId!: string;
  @PrimaryColumn('int') revision!: number;
  @PrimaryColumn('text') language!: string;
  @Column('uuid', { name: 'audio_id' }) audioId!: string;
  @ManyToOne(() => Content, (content) => content.descriptions)
  @JoinColumn({ name: 'content_id' })
  content!: Content;
  @ManyToOne(() => Content)
  @JoinColumn({ name: 'audio_id' })
  audio!: Content;
}

/** A text that was spoken, and how. */
export interface Spoken {
  text: string;
  language: string;
  voice: string;
  speed: number;
}

/** What was spoken in one of the files of a piece. */
@Entity('ivr_speeches')
export class Speech implements Spoken {
  @PrimaryColumn('uuid', { name: 'content_id' }) contentId!: string;
  @PrimaryColumn('text') source!: string;
  @Column('text') text!: string;
  @Column('text') language!: string;
  @Column('text') voice!: string;
  @Column('real') speed!: number;
  @ManyToOne(() => Content, (content) => content.speeches)
  @JoinColumn({ name: 'content_id' })
  content!: Content;
}

/** Storage keys of a piece. */
export const folderOf = (companyId: string, id: string): string => `companies/${companyId}/content/${id}`;
export const sourceOf = (companyId: string, id: string, source: string): string =>
  `${folderOf(companyId, id)}/${source}`;
export const revisionOf = (companyId: string, id: string, revision: number): string =>
  `${folderOf(companyId, id)}/${revision}`;

/** Where an upload's file will lie. */
export const sourceName = (uploadId: string): string => `sources/${uploadId}`;
