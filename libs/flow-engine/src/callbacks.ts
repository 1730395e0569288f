/** Taking a number to call back: the same at a callback node and behind the dock's door. */
import { isTimeZone } from './hours.js';
import { LIMITS } from './limits.js';
import { readPhone, type PhoneProblem } from './phone.js';
import type { PhoneInput } from './run.types.js';
import type { Visit } from './visit.js';

/** Asks the host to call; answers what is wrong with the number when it cannot be called. */
export function requestCallback(
  visit: Visit,
  input: PhoneInput,
  { country, queue }: { country?: string; queue?: string } = {},
): PhoneProblem | undefined {
  const phone = readPhone(input.number, country ?? visit.country);
  if ('problem' in phone) return phone.problem;
  const name = input.name?.trim().slice(0, LIMITS.callbackName);
  const about = input.about?.trim().slice(0, LIMITS.callbackAbout);
  visit.request({
    type: 'callback',
    number: phone.number,
    ...(name && { name }),
    ...(about && { about }),
    ...(input.email && { email: input.email }),
    ...(input.at && { at: input.at }),
    ...(input.timeZone !== undefined && isTimeZone(input.timeZone) && { timeZone: input.timeZone }),
    ...(queue && { queue }),
  });
  return undefined;
}
