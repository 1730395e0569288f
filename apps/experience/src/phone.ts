import { strings } from './strings.js';

/** ISO 3166-1 alpha-2 with the calling code. Checking a number for good is the server's work: its tables are large. */
const TABLE =
  'AC247AD376AE971AF93AG1AI1AL355AM374AO244AR54AS1AT43AU61AW297AX358AZ994BA387BB1BD880BE32BF226BG359BH973BI257BJ229' +
  'BL590BM1BN673BO591BQ599BR55BS1BT975BW267BY375BZ501CA1CC61CD243CF236CG242CH41CI225CK682CL56CM237CN86CO57CR506CU53' +
  'CV238CW599CX61CY357CZ420DE49DJ253DK45DM1DO1DZ213EC593EE372EG20EH212ER291ES34ET251FI358FJ679FK500FM691FO298FR33' +
  'GA241GB44GD1GE995GF594GG44GH233GI350GL299GM220GN224GP590GQ240GR30GT502GU1GW245GY592HK852HN504HR385HT509HU36ID62' +
  'IE353IL972IM44IN91IO246IQ964IR98IS354IT39JE44JM1JO962JP81KE254KG996KH855KI686KM269KN1KP850KR82KW965KY1KZ7LA856' +
  'LB961LC1LI423LK94LR231LS266LT370LU352LV371LY218MA212MC377MD373ME382MF590MG261MH692MK389ML223MM95MN976MO853MP1' +
  'MQ596MR222MS1MT356MU230MV960MW265MX52MY60MZ258NA264NC687NE227NF672NG234NI505NL31NO47NP977NR674NU683NZ64OM968' +
  'PA507PE51PF689PG675PH63PK92PL48PM508PR1PS970PT351PW680PY595QA974RE262RO40RS381RU7RW250SA966SB677SC248SD249SE46' +
  'SG65SH290SI386SJ47SK421SL232SM378SN221SO252SR597SS211ST239SV503SX1SY963SZ268TA290TC1TD235TG228TH66TJ992TK690' +
  'TL670TM993TN216TO676TR90TT1TV688TW886TZ255UA380UG256US1UY598UZ998VA39VC1VE58VG1VI1VN84VU678WF681WS685XK383YE967' +
  'YT262ZA27ZM260ZW263';

export interface Country {
  code: string;
  calling: string;
  name: string;
}

let known: { language: string; countries: Country[] } | undefined;

/** By the names they have in the page's language. */
export function countries(): Country[] {
  const language = strings.tag;
  if (known?.language === language) return known.countries;
  const names = new Intl.DisplayNames([language, 'en'], { type: 'region' });
  const named = [...TABLE.matchAll(/([A-Z]{2})(\d+)/g)].map(([, code = '', calling = '']) => ({
    code,
    calling,
    name: names.of(code) ?? code,
  }));
  known = { language, countries: named.sort((one, other) => one.name.localeCompare(other.name, language)) };
  return known.countries;
}

/** The country to begin with: the flow's, else the browser's region, else the first in the list. */
export function firstCountry(preset: string | undefined, languages: readonly string[]): string {
  const regions = languages.map((tag) => /-([A-Z]{2})\b/.exec(tag)?.[1]);
  const wanted = [preset?.toUpperCase(), ...regions];
  return wanted.find((code) => countries().some((each) => each.code === code)) ?? countries()[0]?.code ?? '';
}

/** The number as the API takes it, or what to do about it. */
export function phoneNumber(typed: string, country: string): { number: string } | { error: string } {
  const text = typed.trim();
  if (!text) return { error: strings.phoneMissing };
  if (!/^\+?[\d\s().\-/\u00a0]+$/.test(text)) return { error: strings.phoneShape };
  const digits = text.replace(/\D/g, '');
  const international = text.startsWith('+') || text.startsWith('00');
  const calling = countries().find((each) => each.code === country)?.calling ?? '';
  const number = international ? `+${digits.replace(/^00/, '')}` : `+${calling}${digits}`;
  const national = international ? digits.length - 2 : digits.length;
  if (national < 4 || number.length < 8) return { error: strings.phoneShort };
  // One more than E.164 allows: a national trunk zero is often typed, and the server takes it off.
  if (number.length > 17) return { error: strings.phoneLong };
  return { number };
}
