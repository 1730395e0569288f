import { checkCues, type Cue, readCaptions } from '@calldocker/captions';
import { Problem } from '../../platform/problem.js';

export const CAPTIONS_LIMIT = 1024 * 1024;
/** A file of the largest size that says nothing but times has more than anyone reads. */
const CUES = 10_000;

/** The cues of a WebVTT or SubRip file, or a refusal that names each line and cue at fault. What may stand is not refused. */
export function takeCaptions(body: Uint8Array): Cue[] {
  const { cues, faults } = readCaptions(body);
  if (faults.length > 0) throw refusal(faults.map(({ line, message }) => ({ field: `line ${line}`, message })));
  if (cues.length > CUES) throw refusal([{ field: `cue ${CUES + 1}`, message: `There are more than ${CUES} cues.` }]);
  const errors = checkCues(cues).filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    throw refusal(
      errors.map(({ cue, at, message, repair }) => ({ field: `cue ${cue} at ${at}`, message: `${message} ${repair}` })),
    );
  return cues;
}

/** Of what is kept, which was checked before it was. */
export const storedCues = (vtt: string): Cue[] => readCaptions(Buffer.from(vtt)).cues;

/** Refusals that a person reads. */
const LISTED = 50;
const refusal = (errors: { field: string; message: string }[]): Problem =>
  new Problem('content.captions', { errors: errors.slice(0, LISTED) });

/** The canonical form of a BCP 47 tag, or a refusal. */
export function checkLanguage(language: string): string {
  try {
    const [canonical] = Intl.getCanonicalLocales(language);
    if (canonical && canonical.length <= 35) return canonical;
  } catch {
    // RangeError: no language tag.
  }
  throw new Problem('request.invalid', {
    errors: [{ field: 'language', message: 'language must be a tag such as en or pt-BR' }],
  });
}

/** The language's name in itself, as a player's menu shows it. */
export function languageLabel(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
