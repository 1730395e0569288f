import { ApiProblem } from '../api/problem';
import type { FlowSummary } from '../api/types';
import { usesIn } from '../settings/shared/uses-list';
import { many } from '../ui/format';

/** `Welcome is`, `3 flows are`: what a sentence about them begins with. */
export function flowsWords(flows: readonly Pick<FlowSummary, 'name'>[], one: string, more: string): string {
  const [only] = flows;
  return flows.length === 1 && only ? `${only.name} ${one}` : `${many(flows.length, 'flow')} ${more}`;
}

/** Nothing that the list knows of keeps it from being deleted. */
export function isFree({ status, widgets, scheduled }: FlowSummary): boolean {
  return status !== 'live' && widgets === 0 && scheduled === null;
}

/**
 * Why a flow can neither be archived nor deleted now, in words; another refusal as it is.
 * @param others that were refused with it, for whatever reason
 */
export function withReasons(caught: unknown, name: string, others = 0): unknown {
  if (!(caught instanceof ApiProblem)) return caught;
  const { code, status, title, detail } = caught;
  const [what, why] = code === 'flow.in-use' ? [`${name} is in use`, reasonsIn(caught) ?? detail] : [title, detail];
  const more = others > 0 ? ` ${many(others, 'more flow')} could not be done either.` : '';
  return new ApiProblem(code, status, what, `${why}${more}`, caught.extra);
}

function reasonsIn({ extra }: ApiProblem): string | null {
  const { live, widgets, scheduled } = extra;
  const callers = [...new Set(usesIn(extra['usedBy']).map(({ flowName }) => flowName))];
  const reasons = [
    live === true && 'it is live',
    scheduled && 'it is planned to go live',
    typeof widgets === 'number' && widgets > 0 && `${many(widgets, 'widget')} ${widgets === 1 ? 'shows' : 'show'} it`,
    callers.length > 0 && `${callers.join(', ')} ${callers.length === 1 ? 'calls' : 'call'} it`,
  ].filter((reason) => typeof reason === 'string');
  return reasons.length === 0 ? null : `${capital(reasons.join('; '))}. End that first.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
