import { emptyDefinition, type Definition } from '@calldocker/flow-engine';
import type { Answer, Harness, Signed } from './harness.js';

const at = (x: number): { x: number; y: number } => ({ x, y: 80 });

/** Hello, two choices, a callback: no media, nothing to mend. */
export function helloFlow(greeting = 'Hello'): Definition {
  return {
    ...emptyDefinition('en'),
    start: 'hello',
    nodes: {
      hello: { kind: 'message', name: 'Hello', text: { en: greeting }, exits: { next: 'choose' } },
      choose: {
        kind: 'menu',
        name: 'How can we help?',
        prompt: { en: 'How can we help?' },
        choices: [
          { id: 'info', key: '1', label: { en: 'Opening hours' } },
          { id: 'call', key: '2', label: { en: 'Call me back' } },
        ],
        bargeIn: true,
        timeoutSeconds: 10,
        retries: 1,
        exits: { 'choice:info': 'bye', 'choice:call': 'callback', noInput: 'bye', noMatch: 'bye' },
      },
      callback: {
        kind: 'callback',
        name: 'Call me back',
        prompt: { en: 'Which number may we call?' },
        country: 'NL',
        timeoutSeconds: 60,
        retries: 1,
        exits: { booked: 'bye', noInput: 'bye', noMatch: 'bye' },
      },
      bye: { kind: 'end', name: 'Goodbye', outcome: 'served', text: { en: 'Goodbye' }, exits: {} },
    },
    layout: { hello: at(0), choose: at(240), callback: at(480), bye: at(720) },
  };
}

/** Goes through another flow and says goodbye. */
export function callingFlow(key: string, version: number | 'active' = 'active'): Definition {
  return {
    ...emptyDefinition('en'),
    start: 'call',
    nodes: {
      call: {
        kind: 'subflow',
        name: 'Call',
        flow: key,
        version,
        inputs: [],
        outputs: [],
        exits: { returned: 'bye', failed: 'bye' },
      },
      bye: { kind: 'end', name: 'Goodbye', outcome: 'served', text: { en: 'Goodbye' }, exits: {} },
    },
    layout: { call: at(0), bye: at(240) },
  };
}

export interface LiveWidget {
  flowId: string;
  widgetKey: string;
}

/** Publishes a flow, makes it live and puts it on a widget, all through the door. */
export async function liveWidget(api: Harness, editor: Signed, definition = helloFlow()): Promise<LiveWidget> {
  const call = (method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    api.console(method, `/api/v1${path}`, { token: editor.token, body, headers });
  const { id } = (await call('POST', '/flows/import', { name: 'Front door', definition })).body;
  await call('POST', `/flows/${id}/versions`, {}, { 'if-match': '"1"' });
  await call('POST', `/flows/${id}/activate`, {});
  const widget = await call('POST', '/widgets', { name: 'Home page', flowId: id });
  return { flowId: id, widgetKey: widget.body.key };
}
