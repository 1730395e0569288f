import type { NodeBase } from '../definition.js';
import { id, integer, list, nodeFields, object, optional, text } from '../fields.js';
import { pickByWeight } from '../hash.js';
import type { Inspection, PassingKind } from '../kind.types.js';
import { LIMITS } from '../limits.js';

/**
 * Sends a share of the visitors each way. A contact, or else a session, always takes the same arm. Exits: `arm:<id>` for
 * each arm.
 */
export interface SplitNode extends NodeBase<'split'> {
  arms: SplitArm[];
  /** Splits of the same experiment with the same weights send a contact the same way; the node's id when absent. */
  experiment?: string;
}

export interface SplitArm {
  /** Stable within the node; the exit is `arm:<id>`. */
  id: string;
  name: string;
  /** Against those of the other arms: 0 to 1000. */
  weight: number;
}

export const split: PassingKind<SplitNode> = {
  kind: 'split',
  label: 'A/B split',
  family: 'decide',
  icon: 'split',
  place: 3,
  about: 'Sends a share of the visitors each way.',
  waits: false,
  structure: object<SplitNode>({
    ...nodeFields('split'),
    arms: list(
      object<SplitArm>({ id, name: text(LIMITS.nameLength), weight: integer(0, LIMITS.weight) }),
      LIMITS.arms,
      2,
    ),
    experiment: optional(text(LIMITS.idLength, 1)),
  }),
  create: () => ({
    kind: 'split',
    name: 'A/B split',
    exits: {},
    arms: ['A', 'B'].map((name) => ({ id: name.toLowerCase(), name, weight: 50 })),
  }),
  exits({ arms }) {
    const total = arms.reduce((sum, { weight }) => sum + weight, 0);
    return arms.map((arm, index) => {
      const share = total > 0 ? ` ${Math.round((arm.weight / total) * 100)} %` : '';
      return { id: exitOf(arm), label: `${arm.name || `Arm ${index + 1}`}${share}` };
    });
  },
  check,
  enter(node, visit) {
    const key = `${node.experiment ?? visit.nodeId}\0${visit.seed}`;
    const chosen = pickByWeight(
      key,
      node.arms.map(({ weight }) => weight),
    );
    const arm = node.arms[chosen ?? 0];
    if (chosen === undefined) visit.fail('split.weights');
    // Without arms: an exit that leads nowhere, which ends the session with a word.
    if (arm === undefined) return { exit: 'arm:' };
    visit.note({ arm: arm.id });
    return { exit: exitOf(arm) };
  },
};

function exitOf({ id: armId }: SplitArm): string {
  return `arm:${armId}`;
}

function check(node: SplitNode, inspection: Inspection): void {
  const ids = new Set<string>();
  for (const [index, arm] of node.arms.entries()) {
    if (ids.has(arm.id)) {
      inspection.error('arm.duplicate', `two arms have the id “${arm.id}”.`, {
        field: `arms.${index}.id`,
        repair: 'Give each arm an id of its own.',
      });
    }
    ids.add(arm.id);
  }
  if (node.arms.every(({ weight }) => weight === 0)) {
    inspection.error('split.weights', 'all its weights are 0, so nobody could go on.', {
      field: 'arms',
      repair: 'Give at least one arm a weight of 1 or more.',
    });
  }
}
