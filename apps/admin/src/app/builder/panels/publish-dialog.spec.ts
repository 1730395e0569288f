import { ApiProblem } from '../../api/problem';
import type { Issue } from '@calldocker/flow-engine';
import { failingIn, waiversFor } from './publish-dialog';

const refusal = (code: string, extra: Record<string, unknown>) => new ApiProblem(code, 422, 'Refused', '', extra);

describe('failingIn', () => {
  it('names the tests that kept a version back', () => {
    const reports = [{ name: 'Opens at nine', passed: false }, { name: 'Says goodbye' }, {}];
    expect(failingIn(refusal('flow.tests-failed', { reports }))).toEqual(['Opens at nine', 'Says goodbye']);
  });

  it('finds none in other refusals', () => {
    expect(failingIn(refusal('flow.archived', { reports: [{ name: 'a' }] }))).toEqual([]);
    expect(failingIn(refusal('flow.tests-failed', {}))).toEqual([]);
    expect(failingIn(new Error('no'))).toEqual([]);
  });
});

describe('waiversFor', () => {
  it('names each film and language once, however many nodes show it', () => {
    const missing = (nodeId: string, language: string, severity: Issue['severity'] = 'error'): Issue => ({
      ...{ code: 'media.captions', severity, nodeId, contentId: 'film', language },
      ...{ message: `no ${language}`, repair: '' },
    });
    const other: Issue = { code: 'text.missing', severity: 'error', message: '', repair: '' };
    const issues = [missing('a', 'en'), missing('b', 'en'), missing('a', 'de'), missing('c', 'fr', 'warning'), other];
    expect(waiversFor(issues)).toEqual([
      { contentId: 'film', language: 'en', message: 'no en' },
      { contentId: 'film', language: 'de', message: 'no de' },
    ]);
  });
});
