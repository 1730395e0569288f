/** Every way one step can go: all answers of the clock, every arm of a split, with and without what the company keeps. */
import type { Definition } from './definition.js';
import type { HoursAnswer } from './hours.js';
import { own } from './own.js';
import { referencesOf } from './references.js';
import { start } from './run.js';
import type { Bindings, Bundle, Environment, Step } from './run.types.js';
import type { SplitNode } from './kinds/split.js';
import { definitionOf } from './visit.js';

const ANSWERS: readonly HoursAnswer[] = ['open', 'closed', 'holiday', 'emergency'];

/** Ways of one step that are tried, and seeds among which one is looked for that goes a certain way. */
const WAYS = 200;
const SEEDS = 2000;
/** So many seeds would be found among them by chance, were two splits independent, that finding none is no chance. */
const EXPECTED = 10;

export interface Way {
  step: Step;
  /** False where what the company keeps was taken away on purpose. */
  bound: boolean;
  /** Who goes this way, and the splits they have come through. */
  seed: string;
  splits: readonly string[];
}

interface World {
  seed: string;
  hours: Readonly<Record<string, HoursAnswer>>;
  bound: boolean;
  /** Decisions before this one were varied already. */
  from: number;
}

interface Decision {
  what: 'hours' | 'arm' | 'bound';
  key: string;
  chosen: string;
}

export class Ways {
  /** False once there were more ways than were tried. */
  complete = true;
  private readonly hours: Record<string, HoursAnswer> = {};
  private readonly arms = new Map<string, string[]>();
  /** By split, the arm that each seed takes. */
  private readonly found = new Map<string, (string | undefined)[]>();
  /** Nodes that need something the company keeps. */
  private readonly needy = new Set<string>();
  private readonly bindings: Bindings;

  constructor(
    private readonly bundle: Bundle,
    private readonly now: number,
    given: Bindings | undefined,
  ) {
    const values: Record<string, string> = {};
    for (const [flow, definition] of flowsOf(bundle)) this.read(flow, definition, values);
    this.bindings = given ?? { values };
  }

  /** `run` makes the step in a world; the first way is that of `seed` with everything open. */
  *each(run: (env: Environment) => Step, seed: string, splits: readonly string[]): Iterable<Way> {
    const open: World[] = [{ seed, hours: {}, bound: true, from: 0 }];
    for (let at = 0; at < open.length; at++) {
      const world = open[at];
      if (world === undefined) continue;
      if (at >= WAYS) {
        this.complete = false;
        return;
      }
      const step = this.runIn(world, run);
      const decisions = decisionsIn(step, world.bound ? this.needy : undefined);
      const passed = decisions.filter(({ what }) => what === 'arm').map(({ key }) => key);
      yield { step, bound: world.bound, seed: world.seed, splits: [...new Set([...splits, ...passed])] };
      for (let index = world.from; index < decisions.length; index++) {
        open.push(...this.others(decisions, index, world, splits));
      }
    }
  }

  /** Which way a seed goes at some splits. */
  armsOf(splits: readonly string[], seed: string): (string | undefined)[] {
    return [...splits].sort().flatMap((split) => [split, this.armOf(split, Number(seed))]);
  }

  private runIn({ seed, hours, bound }: World, run: (env: Environment) => Step): Step {
    Object.assign(this.hours, hours);
    const bindings = bound ? this.bindings : { ...this.bindings, values: {} };
    const step = run({ now: this.now, seed, bindings, substitutes: { hours: this.hours } });
    for (const key of Object.keys(hours)) this.hours[key] = 'open';
    return step;
  }

  /** The worlds that are the same up to one decision and then go otherwise. */
  private others(decisions: readonly Decision[], index: number, world: World, splits: readonly string[]): World[] {
    const decision = decisions[index];
    if (decision === undefined) return [];
    const { what, key, chosen } = decision;
    const from = index + 1;
    if (what === 'hours') {
      return ANSWERS.filter((answer) => answer !== chosen).map((answer) => ({
        ...world,
        hours: { ...world.hours, [key]: answer },
        from,
      }));
    }
    // Then it is no decision any more.
    if (what === 'bound') return [{ ...world, bound: false, from: index }];
    // Whoever came through a split goes the same way there for ever.
    if (splits.includes(key)) return [];
    const before = decisions.slice(0, index).filter((one) => one.what === 'arm');
    const same = [...splits, ...before.map((one) => one.key)];
    return (this.arms.get(key) ?? [])
      .filter((arm) => arm !== chosen)
      .flatMap((arm) => {
        const seed = this.seedLike(world.seed, same, key, arm);
        return seed === undefined ? [] : { ...world, seed, from };
      });
  }

  /** A seed that goes the same way at some splits and a certain way at another. */
  private seedLike(seed: string, same: readonly string[], key: string, arm: string): string | undefined {
    const like = Number(seed);
    let alike = 0;
    let onArm = 0;
    for (let other = 0; other < SEEDS; other++) {
      const isAlike = same.every((split) => this.armOf(split, other) === this.armOf(split, like));
      const isOnArm = this.armOf(key, other) === arm;
      if (isAlike && isOnArm) return String(other);
      if (isAlike) alike++;
      if (isOnArm) onArm++;
    }
    // Many did the one and many the other, and none both: splits of one experiment exclude each other's arms.
    if ((alike * onArm) / SEEDS < EXPECTED) this.complete = false;
    return undefined;
  }

  /** Which arm a seed takes, by letting it begin there. */
  private armOf(key: string, seed: number): string | undefined {
    const known = this.found.get(key) ?? [];
    this.found.set(key, known);
    if (seed in known) return known[seed];
    const [nodeId = '', flow] = key.split('/').reverse();
    const definition = definitionOf(this.bundle, flow);
    let arm: string | undefined;
    if (definition !== undefined) {
      const there = { ...this.bundle, definition: { ...definition, start: nodeId } };
      const { events } = start(there, { languages: [] }, { now: this.now, seed: String(seed) });
      arm = decisionsIn({ events }).find((one) => one.what === 'arm' && one.key === nodeId)?.chosen;
    }
    known[seed] = arm;
    return arm;
  }

  private read(flow: string | undefined, definition: Definition, values: Record<string, string>): void {
    for (const [nodeId, node] of Object.entries(definition.nodes)) {
      const key = keyOf({ nodeId, flow });
      if (node.kind === 'hours') this.hours[key] = 'open';
      if (node.kind === 'split') this.arms.set(key, armsOf(node));
      const named = referencesOf({ ...definition, nodes: { [nodeId]: node } }).values;
      if (named.length === 0) continue;
      this.needy.add(key);
      for (const name of named) values[name] = 'mailbox' in node ? 'info@example.com' : 'https://example.com';
    }
  }
}

/** Nodes of the flow itself by their id, those of a subflow behind its alias. */
export function keyOf({ nodeId, flow }: { nodeId: string; flow?: string }): string {
  return flow === undefined ? nodeId : `${flow}/${nodeId}`;
}

export function flowsOf({ definition, subflows = {} }: Bundle): [flow: string | undefined, definition: Definition][] {
  const called = Object.entries(subflows).map(([alias, subflow]): [string, Definition] => [alias, subflow.definition]);
  return [[undefined, definition], ...called];
}

function armsOf({ arms }: SplitNode): string[] {
  return arms.filter(({ weight }) => weight > 0).map(({ id }) => id);
}

/** What could have gone otherwise, in the order in which it was decided. */
function decisionsIn({ events }: Pick<Step, 'events'>, needy?: ReadonlySet<string>): Decision[] {
  const decisions = new Map<string, Decision>();
  let isBound = false;
  for (const event of events) {
    if (event.type !== 'entered') continue;
    const key = keyOf(event);
    for (const what of ['hours', 'arm'] as const) {
      const chosen = own(event.data, what);
      if (typeof chosen === 'string' && !decisions.has(key)) decisions.set(key, { what, key, chosen });
    }
    // What the company keeps is there for all nodes, or for none.
    if (isBound || !needy?.has(key)) continue;
    isBound = true;
    decisions.set(key, { what: 'bound', key, chosen: '' });
  }
  return [...decisions.values()];
}
