import { ApiProblem } from '../../api/problem';
import { failingIn } from './publish-dialog';

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
