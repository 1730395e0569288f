/**
 * What a node of any kind is made of, read from its structure: what visitors read, see and hear, and what names variables.
 * Fields are paths within the node, as issues give them: `choices.0.label`.
 */
import type { Definition, FlowNode, Language, Localized, MediaReference, Template } from './definition.js';
import type { Check, PartName } from './fields.js';
import { kindOf } from './kinds.js';
import { isRecord, own } from './own.js';

export interface Parts {
  texts: TextPart[];
  media: MediaPart[];
  /** Texts that are no visitor's, and the same in every language. */
  templates: { field: string; template: Template }[];
  expressions: { field: string; expression: string }[];
  /** Variables named by themselves: to be written, compared or handed on. */
  variables: { field: string; name: string }[];
}

export interface TextPart {
  field: string;
  values: Localized<Template>;
  /** It may be left out in every language. */
  optional: boolean;
}

export interface MediaPart {
  field: string;
  values: Localized<MediaReference>;
  optional: boolean;
}

/** Of a node whose structure has been checked. */
export function partsOf(node: FlowNode): Parts {
  const parts: Parts = { texts: [], media: [], templates: [], expressions: [], variables: [] };
  const structure: Check<unknown> | undefined = kindOf(node)?.structure;
  if (structure !== undefined) gather(structure, node, '', parts);
  return parts;
}

function gather(check: Check<unknown>, value: unknown, field: string, parts: Parts): void {
  const { shape } = check;
  if (shape === undefined || value === undefined || value === null) return;
  switch (shape.is) {
    case 'object':
      for (const name in shape.fields) {
        const inner = shape.fields[name];
        // Most fields are plain ones: numbers, names, flags.
        if (inner?.shape === undefined) continue;
        gather(inner, own(value as Record<string, unknown>, name), field === '' ? name : `${field}.${name}`, parts);
      }
      return;
    case 'list':
      if (shape.of.shape === undefined) return;
      for (const [index, entry] of (value as unknown[]).entries()) gather(shape.of, entry, `${field}.${index}`, parts);
      return;
    case 'record':
      if (shape.of.shape === undefined) return;
      for (const [key, entry] of Object.entries(value)) gather(shape.of, entry, `${field}.${key}`, parts);
      return;
    default:
      take(shape.is, value, field, check.optional === true, parts);
  }
}

function take(is: PartName, value: unknown, field: string, optional: boolean, parts: Parts): void {
  switch (is) {
    case 'text':
      parts.texts.push({ field, values: value as Localized<Template>, optional });
      return;
    case 'media':
      parts.media.push({ field, values: value as Localized<MediaReference>, optional });
      return;
  }
  // Numbers, true, false and null may stand where a template may.
  if (typeof value !== 'string') return;
  if (is === 'template') parts.templates.push({ field, template: value });
  else if (is === 'expression') parts.expressions.push({ field, expression: value });
  else parts.variables.push({ field, name: value });
}

/** The definition with one text written, say by a translator; the same when the node has no such text. */
export function withText(
  definition: Definition,
  nodeId: string,
  field: string,
  language: Language,
  text: string,
): Definition {
  const node = own(definition.nodes, nodeId);
  const part = node && partsOf(node).texts.find((one) => one.field === field);
  if (node === undefined || part === undefined || own(part.values, language) === text) return definition;
  return withPart(definition, nodeId, field, { ...part.values, [language]: text });
}

/** The same with media. */
export function withMedia(
  definition: Definition,
  nodeId: string,
  field: string,
  language: Language,
  reference: MediaReference,
): Definition {
  const node = own(definition.nodes, nodeId);
  const part = node && partsOf(node).media.find((one) => one.field === field);
  if (part === undefined || own(part.values, language)?.contentId === reference.contentId) return definition;
  return withPart(definition, nodeId, field, { ...part.values, [language]: reference });
}

function withPart(definition: Definition, nodeId: string, field: string, values: Localized<unknown>): Definition {
  const written = replaced(definition.nodes[nodeId], field.split('.'), values);
  return { ...definition, nodes: { ...definition.nodes, [nodeId]: written as FlowNode } };
}

function replaced(value: unknown, [name, ...rest]: string[], by: unknown): unknown {
  if (name === undefined) return by;
  if (Array.isArray(value))
    return value.map((entry, index) => (String(index) === name ? replaced(entry, rest, by) : entry));
  return isRecord(value) ? { ...value, [name]: replaced(own(value, name), rest, by) } : value;
}
