/** Scripts that run from right to left, of the languages that are written in them today. */
const RIGHT_TO_LEFT = ['Adlm', 'Arab', 'Hebr', 'Nkoo', 'Rohg', 'Syrc', 'Thaa'];

/** How the words of a language run. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  try {
    const { script } = new Intl.Locale(language).maximize();
    return RIGHT_TO_LEFT.includes(script ?? '') ? 'rtl' : 'ltr';
  } catch {
    // RangeError: no language tag.
    return 'ltr';
  }
}
