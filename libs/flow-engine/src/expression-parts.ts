/**
 * What an expression may say. The library turns CEL into a tree; here each safe part of the tree gets a meaning, and what
 * has none is refused. Nothing repeats and every text on the way is bounded, so the work is bounded by the size of the tree.
 * There is one kind of number, as everywhere in a flow: `score + 1` and `7 / 2` mean what they seem to.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { VariableValue } from './definition.js';
import { expected, FUNCTIONS, OPERATORS, type Operation } from './expression-operations.js';
import {
  areComparable,
  Fault,
  misfit,
  Refusal,
  typeOf,
  UNSET,
  WORDS,
  WRONG_TYPE,
  type ExpressionType,
  type Part,
  type TypeOf,
} from './expression-values.js';
import { LIMITS } from './limits.js';
import { held } from './own.js';
import { isVariableName } from './templates.js';

/** Operators in a row count too: `a + b + c` is `(a + b) + c`. */
const DEPTH = 64;
const TOO_DEEP = `more than ${DEPTH} operators in a row or within one another.`;

/** The variables of an expression: all, those that stand where a missing value is a fault, and those asked for one. */
export interface Uses {
  all: Set<string>;
  needed: Set<string>;
  tested: Set<string>;
}

/** Throws a `Refusal` at what expressions do not have. */
export function compile(node: ASTNode, uses: Uses, depth = 0): Part {
  if (depth > DEPTH) throw new Refusal('expression.length', TOO_DEEP, node.start);
  const inner = (child: ASTNode): Part => compile(child, uses, depth + 1);
  const lenient = (child: ASTNode): Part => (child.op === 'id' ? variable(child, uses) : inner(child));
  switch (node.op) {
    case 'value':
      return literal(node.args, node.start);
    case 'id':
      if (depth > 0) uses.needed.add(node.args);
      return variable(node, uses);
    case '&&':
    case '||':
      return logical(node.op, inner(node.args[0]), inner(node.args[1]));
    case '?:':
      return choice(inner(node.args[0]), inner(node.args[1]), inner(node.args[2]));
    case '==':
    case '!=':
      for (const [asked, other] of [node.args, node.args.toReversed()]) {
        if (asked?.op === 'id' && other?.op === 'value' && other.args === null) uses.tested.add(asked.args);
      }
      return equality(node.op === '==', lenient(node.args[0]), lenient(node.args[1]));
    case 'in':
      return membership(lenient(node.args[0]), listed(node.args[1]).map(lenient));
    case 'call':
    case 'rcall': {
      // `size(name)` and `name.size()` are the same.
      const args = node.op === 'call' ? node.args[1] : [node.args[1], ...node.args[2]];
      if (node.args[0] !== 'isSet') return call(node.args[0], args.map(inner), node.start);
      for (const arg of args) if (arg.op === 'id') uses.tested.add(arg.args);
      return call('isSet', args.map(lenient), node.start);
    }
    case '-_':
    case '!_':
      return strict(node.op.charAt(0), held(OPERATORS, node.op), [inner(node.args)], node.start);
    case '.':
    case '.?':
      throw new Refusal('expression.forbidden', 'values have no parts that a point could lead to.', node.start);
    case '[]':
    case '[?]':
    case 'list':
    case 'map':
      throw new Refusal('expression.forbidden', 'brackets [ ] and { } stand only after “in”, as a list.', node.start);
    default:
      return strict(node.op, held(OPERATORS, node.op), node.args.map(inner), node.start);
  }
}

function literal(value: unknown, at: number): Part {
  const plain = typeof value === 'bigint' ? Number(value) : value;
  if (typeof value === 'bigint' && !Number.isSafeInteger(plain)) {
    throw new Refusal('expression.number', 'this number is too large to be exact.', at);
  }
  if (plain !== null && typeof plain !== 'string' && typeof plain !== 'number' && typeof plain !== 'boolean') {
    throw new Refusal('expression.forbidden', 'write a text as "text" and a number as 12 or 1.5.', at);
  }
  return { at, run: () => plain, type: () => typeOf(plain), unset: UNSET };
}

function variable({ args: name, start: at }: { args: string; start: number }, uses: Uses): Part {
  if (!isVariableName(name)) {
    throw new Refusal('expression.name', `“${name.slice(0, LIMITS.idLength)}” cannot be the name of a variable.`, at);
  }
  uses.all.add(name);
  const tooLarge = new Fault('expression.too-large', name);
  const wrongType = new Fault('expression.type', name);
  return {
    at,
    run(valueOf) {
      // A host may hold anything: it is told by its type alone, and never looked into.
      const value: unknown = valueOf(name);
      switch (typeof value) {
        case 'string':
          return value.length > LIMITS.variableBytes ? tooLarge : value;
        case 'number':
          return Number.isFinite(value) ? value : wrongType;
        case 'boolean':
          return value;
        default:
          return value === null || value === undefined ? null : wrongType;
      }
    },
    type: (declared) => declared(name, at),
    unset: new Fault('expression.unset', name),
  };
}

/** As CEL has it: one side that decides makes up for a fault in the other. */
function logical(op: '&&' | '||', left: Part, right: Part): Part {
  const decisive = op === '||';
  return {
    at: left.at,
    run(valueOf) {
      const first = left.run(valueOf);
      if (first === decisive) return decisive;
      const second = right.run(valueOf);
      if (second === decisive) return decisive;
      if (typeof first !== 'boolean') return faultOf(left, first);
      return typeof second === 'boolean' ? second : faultOf(right, second);
    },
    type(declared) {
      for (const part of [left, right]) {
        const type = part.type(declared);
        if (type !== 'boolean') throw misfit(`“${op}” joins what is true or false, not ${WORDS[type]}.`, part.at);
      }
      return 'boolean';
    },
    unset: UNSET,
  };
}

function choice(condition: Part, then: Part, otherwise: Part): Part {
  return {
    at: condition.at,
    run(valueOf) {
      const decided = condition.run(valueOf);
      if (typeof decided !== 'boolean') return faultOf(condition, decided);
      return (decided ? then : otherwise).run(valueOf);
    },
    type(declared) {
      const decided = condition.type(declared);
      if (decided !== 'boolean') {
        throw misfit(`before “?” stands what is true or false, not ${WORDS[decided]}.`, condition.at);
      }
      const [one, other] = [then.type(declared), otherwise.type(declared)];
      if (one === other || other === 'null') return one;
      if (one === 'null') return other;
      throw misfit(`both ways of “? :” give one type, not ${WORDS[one]} and ${WORDS[other]}.`, otherwise.at);
    },
    unset: UNSET,
  };
}

/** `null` may be compared with everything: `plan == null` asks whether there is a value. */
function equality(wanted: boolean, left: Part, right: Part): Part {
  return {
    at: left.at,
    run(valueOf) {
      const first = left.run(valueOf);
      if (first instanceof Fault) return first;
      const second = right.run(valueOf);
      if (second instanceof Fault) return second;
      return areComparable(first, second) ? (first === second) === wanted : WRONG_TYPE;
    },
    type: (declared) => comparison(left.type(declared), right, declared),
    unset: UNSET,
  };
}

function membership(wanted: Part, items: Part[]): Part {
  return {
    at: wanted.at,
    run(valueOf) {
      const value = wanted.run(valueOf);
      if (value instanceof Fault) return value;
      let found = false;
      for (const part of items) {
        const item = part.run(valueOf);
        if (item instanceof Fault) return item;
        if (!areComparable(value, item)) return WRONG_TYPE;
        found ||= value === item;
      }
      return found;
    },
    type(declared) {
      const type = wanted.type(declared);
      for (const item of items) comparison(type, item, declared);
      return 'boolean';
    },
    unset: UNSET,
  };
}

function listed(list: ASTNode): ASTNode[] {
  if (list.op === 'list') return list.args;
  const message =
    'after “in” stands a list: plan in ["gold", "silver"]. For a part of a text write name.contains("part").';
  throw new Refusal('expression.forbidden', message, list.start);
}

function comparison(type: ExpressionType, part: Part, declared: TypeOf): 'boolean' {
  const other = part.type(declared);
  if (type === other || type === 'null' || other === 'null') return 'boolean';
  throw misfit(`${WORDS[type]} cannot be compared with ${WORDS[other]}.`, part.at);
}

function call(name: string, args: Part[], at: number): Part {
  const operation = held(FUNCTIONS, name);
  if (operation === undefined && name !== 'isSet') {
    const known = [...Object.keys(FUNCTIONS), 'isSet'].join(', ');
    const title = name.slice(0, LIMITS.idLength);
    throw new Refusal('expression.forbidden', `there is no function “${title}”. There are ${known}.`, at);
  }
  const count = operation?.takes.length ?? 1;
  if (args.length !== count) {
    throw misfit(`“${name}” takes ${count} ${count === 1 ? 'value' : 'values'}, not ${args.length}.`, at);
  }
  return operation === undefined ? isSet(args, at) : strict(name, operation, args, at);
}

/** As the conditions of a branch have it: an empty text is no value. */
function isSet([part]: Part[], at: number): Part {
  return {
    at,
    run(valueOf) {
      const value = part?.run(valueOf) ?? null;
      return value instanceof Fault ? value : value !== null && value !== '';
    },
    type(declared) {
      part?.type(declared);
      return 'boolean';
    },
    unset: UNSET,
  };
}

/** An operation that needs a value of every operand. */
function strict(title: string, operation: Operation | undefined, operands: Part[], at: number): Part {
  if (operation === undefined) throw new Refusal('expression.forbidden', `there is no “${title}”.`, at);
  const { takes, alike, gives, apply } = operation;
  const [left, right] = operands;
  const [takesLeft, takesRight] = takes;
  if (left === undefined || takesLeft === undefined)
    throw new Refusal('expression.syntax', `“${title}” stands alone.`, at);
  return {
    at,
    run(valueOf) {
      const first = left.run(valueOf);
      if (first instanceof Fault) return first;
      const type = typeOf(first);
      const second = right?.run(valueOf);
      if (second instanceof Fault) return second;
      if (!takesLeft.includes(type)) return faultOf(left, first);
      if (right !== undefined && second !== undefined) {
        const other = typeOf(second);
        if (alike === true ? other !== type : !takesRight?.includes(other)) return faultOf(right, second);
      }
      return apply(first as never, second as never);
    },
    type(declared) {
      const types = operands.map((operand) => operand.type(declared));
      const [first = 'null'] = types;
      const fit =
        types.every((type, index) => takes[index]?.includes(type)) && (!alike || types.every((type) => type === first));
      if (!fit)
        throw misfit(
          `“${title}” takes ${expected(operation)}, not ${types.map((type) => WORDS[type]).join(' and ')}.`,
          at,
        );
      return gives === 'same' ? first : gives;
    },
    unset: UNSET,
  };
}

function faultOf(part: Part, value: VariableValue | Fault): Fault {
  if (value instanceof Fault) return value;
  return value === null ? part.unset : WRONG_TYPE;
}
