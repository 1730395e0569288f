/** @jest-environment node */
import type { ImportReport } from '../api/types';
import { reportLines } from './import-report';

const nothing: ImportReport['missing'] = { subflows: [], schedules: [], values: [], secrets: [], queues: [] };

describe('reportLines', () => {
  it('has nothing to say when everything is here', () => {
    const content = [{ from: 'a', to: 'a', name: 'Welcome', how: 'same' as const }];
    expect(reportLines({ content, missing: nothing, notes: [] })).toEqual([]);
  });

  it('says what was found otherwise, what is lost, and what is still to be made', () => {
    const content: ImportReport['content'] = [
      { from: 'a', to: 'b', name: 'Welcome', how: 'by-name' },
      { from: 'c', to: null, name: 'Loop', how: 'missing' },
      { from: 'd', to: null, name: null, how: 'missing' },
    ];
    const missing = { ...nothing, subflows: ['survey'], schedules: ['office-hours', 'winter'] };
    expect(reportLines({ content, missing, notes: ['The key is taken.'] })).toEqual([
      'The key is taken.',
      '1 piece of content found here by name.',
      '“Loop” is not in your library: choose something else where it was played.',
      'Flows that it calls and that are not here: survey.',
      'Schedules to make under Shared values: office-hours, winter.',
    ]);
  });
});
