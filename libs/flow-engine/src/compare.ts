/** What is different between two versions of a flow, as an author would tell it. Where cards lie makes no difference. */
import { changesWithin, same, shown, type Place } from './compare-values.js';
import type { Definition, FlowNode, Language } from './definition.js';
import { nodeTitle } from './inspector.js';
import { exitsOf, kindOf } from './kinds.js';
import { languageName } from './languages.js';
import { held, isRecord } from './own.js';

export interface Change {
  what:
    | 'node.added'
    | 'node.removed'
    | 'node.renamed'
    | 'node.kind'
    | 'exit.rewired'
    | 'text.changed'
    | 'media.changed'
    | 'setting.changed'
    | 'item.added'
    | 'item.removed'
    | 'item.order'
    | 'variable.added'
    | 'variable.removed'
    | 'variable.changed'
    | 'language.added'
    | 'language.removed'
    | 'language.order'
    | 'start.changed';
  nodeId?: string;
  /** As it is called now; of a node that was removed, as it was called. */
  nodeName?: string;
  exit?: string;
  /** Path within the node, or within the definition when there is no node. Places in lists are those of now. */
  field?: string;
  language?: string;
  /** Absent where there was nothing, or where there is nothing now. Nodes are not given whole. */
  before?: unknown;
  after?: unknown;
  /** The change in one sentence. */
  message: string;
}

/** Empty exactly when both execute the same: when `executableJson` of both is the same. */
export function compare(before: Definition, after: Definition): Change[] {
  const changes: Change[] = [];
  if (before.start !== after.start) {
    const [whence, where] = [nameOf('with', before, before.start), nameOf('with', after, after.start)];
    const message = `The flow begins ${instead(where, whence)}.`;
    changes.push({ what: 'start.changed', field: 'start', ...values(before.start, after.start), message });
  }
  compareLanguages(before.languages, after.languages, changes);
  compareVariables(before.variables, after.variables, changes);
  for (const name of keysOf(before, after)) {
    if (['start', 'languages', 'variables', 'nodes', 'layout'].includes(name)) continue;
    const [was, is] = [valueOf(before, name), valueOf(after, name)];
    if (same(was, is)) continue;
    const message = `The flow’s ${name} ${shown(was, is)}.`;
    changes.push({ what: 'setting.changed', field: name, ...values(was, is), message });
  }
  for (const nodeId of keysOf(before.nodes, after.nodes)) {
    compareNode(nodeId, before, after, changes);
  }
  return changes;
}

function compareNode(nodeId: string, before: Definition, after: Definition, changes: Change[]): void {
  const [was, is] = [held(before.nodes, nodeId), held(after.nodes, nodeId)];
  const one = is ?? was;
  if (one === undefined || same(was, is)) return;
  const title = nodeTitle(one);
  const node = { nodeId, nodeName: title };
  if (was === undefined || is === undefined) {
    const how = was === undefined ? 'added' : 'removed';
    changes.push({ what: `node.${how}`, ...node, message: `${labelOf(one)} “${title}” was ${how}.` });
    return;
  }
  if (was.kind !== is.kind) {
    const message = `“${title}” is now of the kind ${labelOf(is)}; it was ${labelOf(was)}.`;
    changes.push({ what: 'node.kind', ...node, field: 'kind', before: was.kind, after: is.kind, message });
  }
  if (was.name !== is.name) {
    const message = `“${nodeTitle(was)}” is now called “${title}”.`;
    changes.push({ what: 'node.renamed', ...node, field: 'name', before: was.name, after: is.name, message });
  }
  compareExits(node, was, is, before, after, changes);
  // Of another kind, everything else is another thing too.
  if (was.kind !== is.kind) return;
  const place: Place = { field: '', words: '', language: after.languages[0] ?? '' };
  const told = changesWithin(kindOf(is)?.structure, settingsOf(was), settingsOf(is), place);
  for (const { words, ...change } of told) changes.push({ ...node, ...change, message: `${title}: ${words}.` });
}

function compareExits(
  node: { nodeId: string; nodeName: string },
  was: FlowNode,
  is: FlowNode,
  before: Definition,
  after: Definition,
  changes: Change[],
): void {
  const language = after.languages[0];
  const exits = [...exitsOf(was, language), ...exitsOf(is, language)];
  const labels = new Map(exits.map(({ id, label }) => [id, label]));
  for (const exit of keysOf(was.exits, is.exits)) {
    const [from, to] = [valueOf(was.exits, exit), valueOf(is.exits, exit)];
    if (from === to) continue;
    const label = labels.get(exit) ?? exit;
    const [whence, where] = [nameOf('to', before, held(was.exits, exit)), nameOf('to', after, held(is.exits, exit))];
    const message = `${node.nodeName}: the ${label} exit leads ${instead(where, whence)}.`;
    changes.push({ what: 'exit.rewired', ...node, exit, field: `exits.${exit}`, ...values(from, to), message });
  }
}

function compareLanguages(before: readonly Language[], after: readonly Language[], changes: Change[]): void {
  if (same(before, after)) return;
  const added = after.filter((language) => !before.includes(language));
  const removed = before.filter((language) => !after.includes(language));
  const place = { field: 'languages' };
  for (const language of added) {
    changes.push({ what: 'language.added', ...place, language, message: `${languageName(language)} was added.` });
  }
  for (const language of removed) {
    changes.push({ what: 'language.removed', ...place, language, message: `${languageName(language)} was removed.` });
  }
  const [stayed, now] = [before.filter((one) => after.includes(one)), after.filter((one) => before.includes(one))];
  // A new one at the end is said by its being new; a new first one changes what visitors get where others are missing.
  const isNewFirst = added.some((language) => language === after[0]);
  if (same(stayed, now) && !isNewFirst && added.length + removed.length > 0) return;
  const listed = (languages: readonly Language[]): string => languages.map(languageName).join(', ');
  const message = `Languages are tried in the order ${listed(after)} instead of ${listed(before)}.`;
  changes.push({ what: 'language.order', ...place, before, after, message });
}

function compareVariables(before: Definition['variables'], after: Definition['variables'], changes: Change[]): void {
  for (const name of keysOf(before, after)) {
    const [was, is] = [held(before, name), held(after, name)];
    const field = `variables.${name}`;
    if (was === undefined || is === undefined) {
      const how = was === undefined ? 'added' : 'removed';
      changes.push({ what: `variable.${how}`, field, ...values(was, is), message: `The variable ${name} was ${how}.` });
      continue;
    }
    for (const part of keysOf(was, is)) {
      const [old, now] = [valueOf(was, part), valueOf(is, part)];
      if (same(old, now)) continue;
      const message = `The variable ${name}: ${part} ${shown(old, now)}.`;
      changes.push({ what: 'variable.changed', field: `${field}.${part}`, ...values(old, now), message });
    }
  }
}

function values(before: unknown, after: unknown): Pick<Change, 'before' | 'after'> {
  return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

/** The keys of both that have a value in one of them, those of now first. */
function keysOf(before: object, after: object): string[] {
  const keys = new Set([...Object.keys(after), ...Object.keys(before)]);
  return [...keys].filter((key) => valueOf(before, key) !== undefined || valueOf(after, key) !== undefined);
}

function valueOf(of: object, key: string): unknown {
  return isRecord(of) ? held(of, key) : undefined;
}

function settingsOf(node: FlowNode): Record<string, unknown> {
  const { kind: _kind, name: _name, exits: _exits, ...settings } = node;
  return settings;
}

function labelOf(node: FlowNode): string {
  return kindOf(node)?.label ?? node.kind;
}

function nameOf(preposition: string, { nodes }: Definition, nodeId: string | null | undefined): string {
  if (nodeId == null) return 'nowhere';
  const node = held(nodes, nodeId);
  return `${preposition} ${node === undefined ? 'a node that is not there' : `“${nodeTitle(node)}”`}`;
}

function instead(where: string, whence: string): string {
  if (where !== whence) return `${where} instead of ${whence}`;
  return where === 'nowhere' ? 'nowhere, as before, and only says so otherwise' : `${where}, another one of that name`;
}
