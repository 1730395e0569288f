import { readPhone, type Bundle, type Input, type State } from '@calldocker/flow-engine';
import { getExampleNumber, parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { definitionAt } from './bundles.js';

export interface PhoneFault {
  reason: 'too-short' | 'too-long' | 'unknown';
  detail: string;
  /** How many are missing, or too many, where the length is wrong. */
  digits?: number;
  /** A mobile number of that country, where the length is wrong. */
  example?: string;
}

/**
 * Whether the number in an answer exists in its country's plan: the engine only knows what looks like one. Text that does
 * not is left to the engine, which says so on the screen and counts the try.
 */
export function phoneFault(input: Input, state: State, bundle: Bundle): PhoneFault | undefined {
  const definition = definitionAt(bundle, state.flow);
  if (!definition) return undefined;
  const node = definition.nodes[state.nodeId];
  const asked = input.type === 'text' && !state.door && node?.kind === 'ask' && node.answer === 'phone';
  const written = input.type === 'phone' ? input.number : asked ? input.text : undefined;
  if (written === undefined) return undefined;
  const ofNode = node?.kind === 'callback' && !state.door ? node.country : undefined;
  const read = readPhone(written, ofNode ?? definition.country ?? regionOf(state.language));
  if ('problem' in read) return undefined;
  const phone = parsePhoneNumberFromString(read.number);
  if (phone?.isValid()) return undefined;
  return phone ? judge(phone) : UNKNOWN;
}

const UNKNOWN: PhoneFault = {
  reason: 'unknown',
  detail: 'We know no such number. Check its digits and its country code.',
};

/** Numbers of one country differ in length; a mobile's length is the one people know. */
function judge(phone: PhoneNumber): PhoneFault {
  const country = phone.country ?? phone.getPossibleCountries()[0];
  const example = country && getExampleNumber(country, examples);
  const wanted = example?.nationalNumber.length ?? 0;
  const have = phone.nationalNumber.length;
  if (!example || have === wanted) return UNKNOWN;
  const shown = example.formatInternational();
  const rule = `Mobiles have ${inWords(wanted)} after +${phone.countryCallingCode}, as in ${shown}.`;
  const off = Math.abs(wanted - have);
  const [reason, words] = have < wanted ? (['too-short', 'short'] as const) : (['too-long', 'too long'] as const);
  return { reason, detail: `This number is ${inWords(off)} ${words}. ${rule}`, digits: off, example: shown };
}

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const inWords = (count: number): string => `${WORDS[count] ?? count} ${count === 1 ? 'digit' : 'digits'}`;

/** The region of a language tag, when it names one: `AT` of `de-AT`. */
function regionOf(language: string): string | undefined {
  const parts = language.split('-').slice(1);
  return parts.find((part) => /^[A-Za-z]{2}$/.test(part))?.toUpperCase();
}
