/** @jest-environment node */
import { nextSteps } from './next-steps';

const NEW = { nodes: 0, errors: 0, previewed: false, published: false, widgets: 0 };
const open = (standing: Partial<typeof NEW>) =>
  nextSteps({ ...NEW, ...standing }).flatMap(({ id, done }) => (done ? [] : [id]));

describe('the next steps of a flow', () => {
  it('lead from an empty canvas to a website', () => {
    expect(open({})).toEqual(['begin', 'mend', 'preview', 'publish', 'place']);
    expect(open({ nodes: 8, errors: 2 })).toEqual(['mend', 'preview', 'publish', 'place']);
    expect(open({ nodes: 8 })).toEqual(['preview', 'publish', 'place']);
    expect(open({ nodes: 8, previewed: true, widgets: 1 })).toEqual(['publish']);
  });

  it('say how much there is to mend, and end when it is published', () => {
    expect(nextSteps({ ...NEW, nodes: 3, errors: 2 })[1]?.label).toBe('Mend what is marked: 2 to fix');
    expect(nextSteps({ ...NEW, published: true })).toEqual([]);
  });
});
