import { ApiProblem } from '../api/problem';
import type { Page } from '../api/types';
import { PagedList } from './paged-list';

interface Row {
  id: string;
  name?: string;
}

const page = (ids: string[], nextCursor: string | null = null): Page<Row> => ({
  items: ids.map((id) => ({ id })),
  nextCursor,
});
const ids = (list: PagedList<Row>) => list.items().map((row) => row.id);

describe('PagedList', () => {
  it('adds pages, each row once', async () => {
    const list = new PagedList<Row>(async (cursor) => (cursor ? page(['b', 'c']) : page(['a', 'b'], 'next')));
    await list.load();
    expect(list.hasMore()).toBe(true);
    await list.more();
    expect(ids(list)).toEqual(['a', 'b', 'c']);
    expect(list.hasMore()).toBe(false);
  });

  it('drops the answer to an older question', async () => {
    const answers: ((page: Page<Row>) => void)[] = [];
    const list = new PagedList<Row>(() => new Promise((resolve) => answers.push(resolve)));
    const first = list.load();
    const second = list.load();
    answers[1]?.(page(['new']));
    answers[0]?.(page(['old']));
    await Promise.all([first, second]);
    expect(ids(list)).toEqual(['new']);
  });

  it('stops the older question', async () => {
    const signals: AbortSignal[] = [];
    const list = new PagedList<Row>(async (_cursor, signal) => {
      signals.push(signal);
      return page([]);
    });
    const first = list.load();
    await Promise.all([first, list.load()]);
    expect(signals.map((signal) => signal.aborted)).toEqual([true, false]);
  });

  it('keeps what is shown when a refresh fails', async () => {
    let fail = false;
    const list = new PagedList<Row>(async () => {
      if (fail) throw ApiProblem.unreachable();
      return page(['a']);
    });
    await list.load();
    fail = true;
    await list.refresh();
    expect(list.state()).toBe('ready');
    expect(ids(list)).toEqual(['a']);
  });

  it('says why the first page did not come', async () => {
    const list = new PagedList<Row>(() => Promise.reject(ApiProblem.unreachable()));
    await list.load();
    expect(list.state()).toBe('failed');
    expect(list.problem()?.code).toBe('network.unreachable');
  });

  it('puts a new row first and a known one in its place', async () => {
    const list = new PagedList<Row>(async () => page(['a', 'b']));
    await list.load();
    list.put({ id: 'b', name: 'changed' });
    list.put({ id: 'c' });
    expect(ids(list)).toEqual(['c', 'a', 'b']);
    expect(list.items()[2]?.name).toBe('changed');
  });
});
