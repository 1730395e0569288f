/** What is left between a new flow and its first visitor. Pure. */
export interface FlowStanding {
  nodes: number;
  errors: number;
  previewed: boolean;
  published: boolean;
  widgets: number;
}

export interface NextStep {
  id: 'begin' | 'mend' | 'preview' | 'publish' | 'place';
  label: string;
  done: boolean;
}

/** Empty once the flow has been published: from there on its author knows the way. */
export function nextSteps({ nodes, errors, previewed, published, widgets }: FlowStanding): NextStep[] {
  if (published) return [];
  return [
    { id: 'begin', label: 'Put the first nodes on the canvas', done: nodes > 1 },
    {
      id: 'mend',
      label: errors > 0 ? `Mend what is marked: ${errors} to fix` : 'Nothing is left to fix',
      done: nodes > 0 && errors === 0,
    },
    { id: 'preview', label: 'Try it as a visitor', done: previewed },
    { id: 'publish', label: 'Publish it', done: false },
    { id: 'place', label: 'Put it on your website', done: widgets > 0 },
  ];
}
