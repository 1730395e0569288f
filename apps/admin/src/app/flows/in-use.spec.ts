/** @jest-environment node */
import { ApiProblem } from '../api/problem';
import { withReasons } from './in-use';

const refusal = (extra: Record<string, unknown>) =>
  new ApiProblem('flow.in-use', 409, 'This flow is in use', '', extra);
const detail = (extra: Record<string, unknown>) => {
  const said = withReasons(refusal(extra));
  return said instanceof ApiProblem ? said.detail : null;
};

describe('withReasons', () => {
  it('says all that keeps a flow from being put away', () => {
    const usedBy = [1, 2].map((version) => ({ flowId: 'a', flowName: 'Front door', version, as: 'live' }));
    const scheduled = { version: 2, at: '2026-12-24T18:00:00Z' };
    expect(detail({ live: true, widgets: 2, scheduled, usedBy })).toBe(
      'It is live; it is planned to go live; 2 widgets show it; Front door calls it. End that first.',
    );
    expect(detail({ live: false, widgets: 1, scheduled: null, usedBy: [] })).toBe('1 widget shows it. End that first.');
  });

  it('leaves other refusals as they are', () => {
    const other = new ApiProblem('widget.in-use', 409, 'In use', '', { live: true });
    expect(withReasons(other)).toBe(other);
  });
});
