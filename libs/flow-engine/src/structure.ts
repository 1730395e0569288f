/** Whether unknown JSON has the form of a definition. */
import type {
  Background,
  CanvasComment,
  CanvasGroup,
  Definition,
  FlowNode,
  Language,
  MarkColor,
  Place,
  Point,
  VariableDeclaration,
} from './definition.js';
import { SPEC } from './definition.js';
import {
  finite,
  flag,
  id,
  integer,
  isId,
  isLanguage,
  list,
  localizedMedia,
  matching,
  nullable,
  object,
  oneOf,
  optional,
  plainValue,
  record,
  text,
  type Check,
  type Report,
} from './fields.js';
import { kindNamed } from './kinds.js';
import { LIMITS } from './limits.js';
import { isRecord, own } from './own.js';
import { isVariableName } from './templates.js';

const language: Check<Language> = matching(isLanguage, 'takes a language tag such as en or pt-BR');

const declaration = object<VariableDeclaration>({
  type: oneOf(['text', 'number', 'boolean', 'date', 'email', 'phone']),
  source: optional(oneOf(['visitor', 'url', 'attribute', 'identity', 'request', 'flow'])),
  personal: flag,
  retentionDays: optional(integer(1, LIMITS.retentionDays)),
  initial: optional(plainValue),
});

const background = object<Background>({ media: localizedMedia, volume: integer(1, 100) });

const point = { x: finite, y: finite };
const color: Check<MarkColor> = oneOf(['yellow', 'green', 'blue', 'pink', 'grey']);
const mark = { ...point, width: finite, height: finite, color };
const standing = object<Point>(point);
const comment = object<CanvasComment>({ ...mark, comment: text(LIMITS.commentLength) });
const group = object<CanvasGroup>({ ...mark, group: text(LIMITS.nameLength) });

const place: Check<Place> = (value, field, report): value is Place => {
  const has = (name: string): boolean => isRecord(value) && own(value, name) !== undefined;
  if (has('comment')) return comment(value, field, report);
  return has('group') ? group(value, field, report) : standing(value, field, report);
};

/** The definition around its nodes. */
type Frame = Omit<Definition, 'nodes'> & { nodes: Record<string, unknown> };

const anything: Check<unknown> = (value): value is unknown => value !== undefined;

export const frame = object<Frame>({
  spec: oneOf([SPEC]),
  start: nullable(id),
  nodes: record(anything, isId, LIMITS.nodes),
  languages: list(language, LIMITS.languages, 1),
  variables: record(declaration, isVariableName, LIMITS.variables),
  country: optional(matching((code) => /^[A-Z]{2}$/.test(code), 'takes two capital letters such as DE')),
  mailbox: optional(text(LIMITS.addressLength, 1)),
  background: optional(background),
  layout: record(place, isId, LIMITS.places),
});

export function node(value: unknown, report: Report): value is FlowNode {
  if (!isRecord(value)) {
    report('structure.type', '', 'A node is an object.');
    return false;
  }
  const name = own(value, 'kind');
  if (typeof name !== 'string') {
    report('structure.kind', 'kind', '“kind” is missing; it names the kind of node.');
    return false;
  }
  const kind = kindNamed(name);
  if (kind === undefined)
    report('structure.kind', 'kind', `“${name.slice(0, LIMITS.idLength)}” is not a kind of node.`);
  return kind?.structure(value, '', report) ?? false;
}

/** True when the value can be opened in a builder and run, however unfinished it is. */
export function isDefinition(value: unknown): value is Definition {
  const ignore: Report = () => undefined;
  return frame(value, '', ignore) && Object.values(value.nodes).every((one) => node(one, ignore));
}
