import { UploadRecords, idOf, isSameFile } from './upload-records';

const record = { url: '/api/v1/content/uploads/u1', name: 'welcome.mp4', bytes: 4_000, modified: 7, replaces: null };

describe('Unfinished uploads', () => {
  beforeEach(() => localStorage.clear());

  it('are known again after a reload, each by its own address', () => {
    const before = new UploadRecords(localStorage, 'brightwater');
    before.keep(record);
    before.keep({ ...record, url: '/api/v1/content/uploads/u2', replaces: 'piece' });
    expect(new UploadRecords(localStorage, 'brightwater').list()).toEqual([
      record,
      { ...record, url: '/api/v1/content/uploads/u2', replaces: 'piece' },
    ]);
  });

  it('are another company’s business in another company', () => {
    new UploadRecords(localStorage, 'brightwater').keep(record);
    expect(new UploadRecords(localStorage, 'other').list()).toEqual([]);
  });

  it('are forgotten once they are done', () => {
    const records = new UploadRecords(localStorage, 'brightwater');
    records.keep(record);
    records.drop(record.url);
    expect(records.list()).toEqual([]);
  });

  it('leave out what is no record', () => {
    localStorage.setItem('calldocker.upload.brightwater.x', '{"url":1}');
    localStorage.setItem('calldocker.upload.brightwater.y', 'nonsense');
    expect(new UploadRecords(localStorage, 'brightwater').list()).toEqual([]);
  });

  it('go on with the same file only', () => {
    const file = { name: 'welcome.mp4', size: 4_000, lastModified: 7 };
    expect(isSameFile(record, file)).toBe(true);
    expect(isSameFile(record, { ...file, size: 4_001 })).toBe(false);
    expect(isSameFile(record, { ...file, lastModified: 8 })).toBe(false);
    expect(isSameFile(record, { ...file, name: 'farewell.mp4' })).toBe(false);
  });

  it('have their id at the end of their address', () => {
    expect(idOf('http://localhost:3000/api/v1/content/uploads/u1?x=/y')).toBe('u1');
  });
});
