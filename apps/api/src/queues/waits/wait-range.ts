/**
 * How long a visitor will most likely wait, as a range that holds for four in five. Two things give it: a model of the line,
 * which knows its length, the people who serve and how long they take; and what became of earlier ranges, which corrects
 * the model where it is wrong. The correction is adaptive conformal calibration: each end of the range moves a little after
 * every outcome, so that in the long run one in ten waits is shorter and one in ten is longer, whatever the model leaves out.
 * Pure, and on its own: the simulator runs this very file.
 */

/** What is known of a line at one moment; seconds throughout. */
export interface Line {
  /** People on duty for it. Who serves three lines counts a third; who is free counts too. */
  agents: number;
  /** Those of them who could take somebody now. */
  free: number;
  /** How long one visitor keeps an agent, wrap-up included: `meanHandling`. */
  handling: number;
  /** How often one who waits gives up, per second. */
  leaving: number;
  /** Who will come and be served before this visitor, per second. */
  overtaking: number;
  /** How long a place took those answered lately: `meanTempo`. Null when nobody was. */
  tempo: number | null;
}

export interface WaitRange {
  low: number;
  point: number;
  high: number;
  /** Which of the corrections it was given under. */
  band: string;
  /** Of the gamma curve that the model takes waits to follow. */
  shape: number;
}

/** Whether the visitor has just come, or a place in front was freed: then a service has just ended, which is news. */
export type Moment = 'joined' | 'moved';

/** Where the ends of ranges stand, in standard deviations from the model's middle. */
export interface Band {
  low: number;
  high: number;
  outcomes: number;
  /** How many waits each end leaves out, for as many to miss what was told as may; not yet there in older calibrations. */
  sooner?: number;
  later?: number;
}

/** What earlier ranges of a line have taught; plain JSON. */
export type Calibration = Record<string, Band>;

/** Ranges hold for this part of those answered; what is missed is missed evenly on both sides. */
export const COVERAGE = 0.8;
/** How many may miss at each end. */
const MISS = (1 - COVERAGE) / 2;
/**
 * Where an end is aimed at first: a little short. Outcomes are known late, and many at once when a line has gone wrong,
 * which costs about one range in a hundred; what it costs this line is learned.
 */
const FIRST_AIM = MISS - 0.003;
const AIM_STEP = 0.002;
const NARROWEST_AIM = 0.16;
const WIDEST_AIM = 0.03;
/** The normal curve's quantile for it: where a line without a past begins. */
const USUAL: Band = { low: -1.2816, high: 1.2816, outcomes: 0 };
/** How far an outcome moves an end: much while little is known, little later. */
const FIRST_STEP = 0.6;
const LAST_STEP = 0.06;
/** Ends beyond this are a model that has lost its way; wider, and nearer places could seem to wait longer. */
const FARTHEST = 6;
/** What the model does not know about the rate of service, as a variance of its logarithm. */
const DOUBT = 0.04;
/** The rate at which a line is served cannot fall below this part of itself by those who overtake. */
const LEAST_PROGRESS = 0.25;
/** Who stands further behind is told what this one is. */
const LAST_PLACE = 20_000;
/** An agent needs a moment to take the next one. */
const SHORTEST = 4;
export const LONGEST = 4 * 3600;

/** Null when nobody is on duty: nothing honest can be said then. */
export const waitRange = (
  place: number,
  line: Line,
  calibration: Calibration = {},
  moment: Moment = 'joined',
): WaitRange | null => waitRanges(line, calibration, moment)(place);

/** The same for all who stand in a line, reckoned once for each place. */
export function waitRanges(line: Line, calibration: Calibration, moment: Moment): (place: number) => WaitRange | null {
  const agents = within(line.agents, 0, 1e6, 0);
  if (agents <= 0) return () => null;
  const told: WaitRange[] = [];
  return (asked) => {
    const place = Math.round(within(asked, 1, LAST_PLACE, 1));
    // Ends lie apart for each band, and narrow as a line grows. Yet nobody is told less than who stands right ahead.
    for (let ahead = told.at(-1); told.length < place; told.push(ahead))
      ahead = notLess(rangeAt(told.length + 1, line, agents, calibration, moment), ahead);
    return told[place - 1] ?? null;
  };
}

function notLess(range: WaitRange, ahead: WaitRange | undefined): WaitRange {
  const low = Math.max(range.low, ahead?.low ?? 0);
  const high = Math.max(range.high, ahead?.high ?? 0);
  return { ...range, low, high, point: Math.min(high, Math.max(low, range.point)) };
}

function rangeAt(place: number, line: Line, agents: number, calibration: Calibration, moment: Moment): WaitRange {
  const { point, shape } = model(place, line, agents);
  const band = bandOf(place, moment);
  const { low, high } = standing(calibration, band);
  const [from, to] = [quantile(point, shape, low), quantile(point, shape, Math.max(low, high))];
  return { low: Math.min(from, LONGEST), point, high: Math.min(Math.max(to, SHORTEST), LONGEST), band, shape };
}

/**
 * The middle of the waits to be expected. Two estimates meet halfway: what the agents and their handling times promise
 * (a line that is served at `agents / handling` and thinned by those who leave), and what a place took of late, which
 * knows the breaks and detours that no roster tells.
 */
function model(place: number, line: Line, agents: number): { point: number; shape: number } {
  const turns = Math.max(0, place - Math.floor(within(line.free, 0, agents, 0)));
  const handling = within(line.handling, 1, LONGEST, 300);
  const leaving = within(line.leaving, 0, 1, 0);
  const full = agents / handling;
  const served = Math.max(full * LEAST_PROGRESS, full - within(line.overtaking, 0, 1e6, 0));
  const promised = leaving > 1e-7 ? Math.log1p((turns * leaving) / served) / leaving : turns / served;
  const tempo = line.tempo === null ? null : within(line.tempo, 0.01, LONGEST, handling / agents);
  const seconds = tempo === null ? promised : Math.sqrt(promised * turns * tempo);
  const point = Math.min(LONGEST, Math.max(SHORTEST, seconds));
  return { point, shape: 1 / (1 / Math.max(1, turns) + DOUBT) };
}

/**
 * Takes what became of a range into the calibration: the ends go where the waits say, and their aim, slowly, where what was
 * really told says, which is older. The calibration that was given stays as it is.
 */
export function learn(calibration: Calibration, given: WaitRange, waited: number): Calibration {
  const score = deviation(within(waited, 0, 1e6, given.point), given);
  const { low, high, outcomes, sooner = FIRST_AIM, later = FIRST_AIM } = standing(calibration, given.band);
  const step = Math.max(LAST_STEP / lateness(given.band), FIRST_STEP / (1 + outcomes / 8));
  const next: Band = {
    low: within(low + step * (score < low ? sooner - 1 : sooner), -FARTHEST, FARTHEST, USUAL.low),
    high: within(high + step * (score > high ? 1 - later : -later), -FARTHEST, FARTHEST, USUAL.high),
    outcomes: outcomes + 1,
    sooner: aimed(sooner, waited < given.low),
    later: aimed(later, waited > given.high),
  };
  return { ...calibration, [given.band]: next };
}

/**
 * What came of a range far back is known when all ahead have been answered. Were their outcomes to push as hard as others,
 * they would push on for long after the ends stand right, and back again.
 */
const lateness = (band: string): number =>
  2 ** within(Number(band.slice(band.indexOf('-') + 1)) - PROMPT_BAND, 0, LAST_BAND, 0);

const aimed = (aim: number, missed: boolean): number =>
  within(aim + AIM_STEP * (MISS - Number(missed)), WIDEST_AIM, NARROWEST_AIM, FIRST_AIM);

/** A band that has no outcomes yet begins where its neighbour stands: the model's mistakes are alike. */
function standing(calibration: Calibration, band: string): Band {
  const own = calibration[band];
  if (own) return own;
  const known = Object.entries(calibration).sort(([, a], [, b]) => b.outcomes - a.outcomes)[0]?.[1];
  return known ? { ...known, outcomes: 0 } : USUAL;
}

/** Places 1, 2-3, 4-7, 8-15, ... are corrected together. */
const bandOf = (place: number, moment: Moment): string =>
  `${moment}-${Math.min(LAST_BAND, Math.floor(Math.log2(place)))}`;
const LAST_BAND = 6;
/** Up to it, places 4 to 7, outcomes are known soon enough. */
const PROMPT_BAND = 2;

/** Wilson and Hilferty: the cube root of a gamma variable is nearly normal. */
function quantile(middle: number, shape: number, deviations: number): number {
  const ninth = 1 / (9 * shape);
  return middle * Math.max(0, 1 - ninth + deviations * Math.sqrt(ninth)) ** 3;
}

function deviation(waited: number, { point, shape }: Pick<WaitRange, 'point' | 'shape'>): number {
  const ninth = 1 / (9 * within(shape, 0.1, 1e6, 1));
  const score = (Math.cbrt(waited / Math.max(SHORTEST, point)) - 1 + ninth) / Math.sqrt(ninth);
  return within(score, -100, 100, 0);
}

/**
 * Places whose ranges are kept and held against the outcome: 1, 2, 3, 4, 6, 8, 12, ..., two in each band. All of a long line
 * would be much to keep, and would say little more.
 */
export function isNoted(place: number): boolean {
  const odd = place / (place & -place);
  return odd === 1 || odd === 3;
}

/** Something measured, and how long ago that was; both in seconds. */
export interface Measured {
  value: number;
  age: number;
}

const HANDLING_HALF_LIFE = 3600;
const TEMPO_HALF_LIFE = 1500;
/** The configured time counts as much as so many visitors. */
const CONFIGURED_WEIGHT = 4;

/**
 * Mean handling time: recent ones count more, and those still going on count as far as they have come, or long ones would
 * be noticed too late. Without a past it is what the queue was configured with.
 */
export function meanHandling(ended: Measured[], running: number[], configured: number): number {
  let seconds = CONFIGURED_WEIGHT * configured;
  let visitors = CONFIGURED_WEIGHT;
  for (const { value, age } of ended) {
    const weight = halved(age, HANDLING_HALF_LIFE);
    seconds += weight * within(value, 0, LONGEST, configured);
    visitors += weight;
  }
  const usual = seconds / visitors;
  // The last stretch of who is being served is known by nobody: only what goes beyond the usual is news.
  for (const elapsed of running) seconds += Math.max(0, within(elapsed, 0, LONGEST, 0) - usual);
  return seconds / visitors;
}

/** Seconds a place, of those answered lately: where they stood when they came, and how long it took. */
export function meanTempo(answered: { place: number; waited: number; age: number }[]): number | null {
  let seconds = 0;
  let places = 0;
  for (const { place, waited, age } of answered) {
    const weight = halved(age, TEMPO_HALF_LIFE);
    seconds += weight * within(waited, 0, LONGEST, 0);
    places += weight * within(place, 1, 1e6, 1);
  }
  return places > 0.2 ? Math.max(0.01, seconds / places) : null;
}

const halved = (age: number, halfLife: number) => 2 ** (-within(age, 0, 1e7, 0) / halfLife);

function within(value: number, least: number, most: number, otherwise: number): number {
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : otherwise;
}
