import type { Content } from '../api/types';
import { fits, isFiltered, queryOf } from './filters';

const piece = {
  name: 'Welcome, workshop',
  kind: 'video',
  status: 'ready',
  language: 'en',
  captions: ['de'],
  tags: ['Greeting'],
  archivedAt: null,
  media: { audioUrl: '/audio.m4a' },
  usedBy: [{ flowId: 'f', flowName: 'Workshop' }],
  describes: [],
  wornBy: [],
} as unknown as Content;

describe('The library’s filters', () => {
  it('ask for the archive as a list of its own', () => {
    expect(queryOf({ status: 'archived', tag: 'old' })).toEqual({ tag: 'old', archived: true });
    expect(queryOf({ status: 'ready', kind: 'audio' })).toEqual({ kind: 'audio', status: 'ready' });
  });

  it('ask for films without captions and for what no flow shows', () => {
    expect(queryOf({ status: 'uncaptioned' })).toEqual({ uncaptioned: true });
    expect(queryOf({ status: 'unused', kind: 'video' })).toEqual({ kind: 'video', unused: true });
    expect([
      fits(piece, { status: 'uncaptioned' }),
      fits({ ...piece, captions: [] }, { status: 'uncaptioned' }),
    ]).toEqual([false, true]);
    expect([fits(piece, { status: 'unused' }), fits({ ...piece, usedBy: [] }, { status: 'unused' })]).toEqual([
      false,
      true,
    ]);
    // A film without sound has nothing to caption.
    expect(fits({ ...piece, captions: [], media: null }, { status: 'uncaptioned' })).toBe(false);
  });

  it('are none when nothing is asked for', () => {
    expect(isFiltered({})).toBe(false);
    expect(isFiltered({ search: '', tag: undefined })).toBe(false);
    expect(isFiltered({ language: 'nl' })).toBe(true);
  });

  it('let a piece stay that still fits', () => {
    expect(fits(piece, { search: 'spoken', kind: 'video', status: 'ready', language: 'en', tag: 'greeting' })).toBe(
      true,
    );
  });

  it('find a language spoken or captioned, and a tag in capitals or not', () => {
    expect(fits(piece, { language: 'de', tag: 'GREETING' })).toBe(true);
  });

  it.each([{ kind: 'audio' }, { status: 'failed' }, { language: 'nl' }, { tag: 'old' }] as const)(
    'let it go when it does not: %j',
    (filters) => expect(fits(piece, filters)).toBe(false),
  );

  it('show what is archived in the archive alone', () => {
    const archived = { ...piece, archivedAt: '2026-11-27T18:00:00Z' };
    expect(fits(archived, {})).toBe(false);
    expect(fits(archived, { status: 'archived' })).toBe(true);
    expect(fits(piece, { status: 'archived' })).toBe(false);
  });
});
