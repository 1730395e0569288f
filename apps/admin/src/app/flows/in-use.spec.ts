/** @jest-environment node */
import { ApiProblem } from '../api/problem';
import { flowsWords, withReasons } from './in-use';

const refusal = (extra: Record<string, unknown>) =>
  new ApiProblem('flow.in-use', 409, 'This flow is in use', '', extra);
const said = (extra: Record<string, unknown>, others = 0) => {
  const problem = withReasons(refusal(extra), 'Front door', others);
  return problem instanceof ApiProblem ? problem.sentence : null;
};

describe('withReasons', () => {
  it('says of which flow all that keeps it from being put away', () => {
    const usedBy = [1, 2].map((version) => ({ flowId: 'a', flowName: 'Sales', version, as: 'live' }));
    const scheduled = { version: 2, at: '2026-12-24T18:00:00Z' };
    expect(said({ live: true, widgets: 2, scheduled, usedBy })).toBe(
      'Front door is in use. It is live; it is planned to go live; 2 widgets show it; Sales calls it. End that first.',
    );
    expect(said({ live: false, widgets: 1, scheduled: null, usedBy: [] }, 2)).toBe(
      'Front door is in use. 1 widget shows it. End that first. 2 more flows could not be done either.',
    );
  });

  it('leaves other refusals as they are', () => {
    const other = new ApiProblem('widget.in-use', 409, 'In use', 'Look.', { live: true });
    expect(withReasons(other, 'Front door')).toMatchObject({ title: 'In use', detail: 'Look.' });
    const fault = new TypeError('ours');
    expect(withReasons(fault, 'Front door')).toBe(fault);
  });
});

it('names one flow, and counts many', () => {
  expect(flowsWords([{ name: 'Front door' }], 'is', 'are')).toBe('Front door is');
  expect(flowsWords([{ name: 'Front door' }, { name: 'Sales' }], 'is', 'are')).toBe('2 flows are');
});
