import { Api, type Flow, unique } from './api.js';
import { stack } from './stack.js';

/** A new flow without a node; answers its id. */
export const emptyFlow = async (name: string): Promise<string> =>
  (await (await Api.signedIn()).post<Flow>('/flows', { name: unique(name) })).id;

export const flowAddress = (id: string): string => `${stack.console}/ivr-dashboard/flows/${id}`;
