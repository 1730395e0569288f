import { ApiProblem } from '../api/problem';
import { usesIn } from '../settings/shared/uses-list';
import { many } from '../ui/format';

/** Why a flow can neither be archived nor deleted now, in words; another refusal as it is. */
export function withReasons(caught: unknown): unknown {
  if (!(caught instanceof ApiProblem) || caught.code !== 'flow.in-use') return caught;
  const { live, widgets, scheduled } = caught.extra;
  const callers = [...new Set(usesIn(caught.extra['usedBy']).map(({ flowName }) => flowName))];
  const reasons = [
    live === true && 'it is live',
    scheduled && 'it is planned to go live',
    typeof widgets === 'number' && widgets > 0 && `${many(widgets, 'widget')} ${widgets === 1 ? 'shows' : 'show'} it`,
    callers.length > 0 && `${callers.join(', ')} ${callers.length === 1 ? 'calls' : 'call'} it`,
  ].filter((reason) => typeof reason === 'string');
  if (reasons.length === 0) return caught;
  return new ApiProblem(caught.code, caught.status, caught.title, `${capital(reasons.join('; '))}. End that first.`);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
