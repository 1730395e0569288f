/** What is different between two values of one structure: the settings, texts and media of a node. */
import type { Check } from './fields.js';
import { languageName, pickText } from './languages.js';
import { held, isRecord } from './own.js';

/** A change whose sentence still lacks its node. */
export interface Told {
  what: 'text.changed' | 'media.changed' | 'setting.changed' | 'item.added' | 'item.removed' | 'item.order';
  field: string;
  language?: string;
  before?: unknown;
  after?: unknown;
  words: string;
}

/** Where a value stands, as a path and in words. */
export interface Place {
  field: string;
  words: string;
  /** In which things are called by their names. */
  language: string;
}

type Any = Record<string, unknown>;

/** Empty exactly when both are the same. */
export function changesWithin(
  check: Check<unknown> | undefined,
  before: unknown,
  after: unknown,
  place: Place,
): Told[] {
  if (same(before, after)) return [];
  const told = within(check, before, after, place);
  if (told.length > 0) return told;
  // Such as an empty list in place of none.
  return [setting(before, after, place)];
}

function within(check: Check<unknown> | undefined, was: unknown, is: unknown, place: Place): Told[] {
  const shape = check?.shape;
  if (shape?.is === 'list') {
    // None is an empty one, but for the last word of `changesWithin`.
    const [before = [], after = []] = [was, is];
    return Array.isArray(before) && Array.isArray(after) ? items(shape.of, before, after, place) : [];
  }
  const [before = {}, after = {}] = [was, is];
  if (!isRecord(before) || !isRecord(after)) return [];
  switch (shape?.is) {
    case 'text':
      return localized('text.changed', before, after, place, (text) => text);
    case 'media':
      return localized('media.changed', before, after, place, (media) => (isRecord(media) ? media.contentId : media));
    case 'object':
      if (was === undefined || is === undefined) return [];
      return keysOf(before, after).flatMap((name) =>
        changesWithin(held(shape.fields, name), held(before, name), held(after, name), part(place, name)),
      );
    case 'record':
      return keysOf(before, after).flatMap((name) =>
        changesWithin(shape.of, held(before, name), held(after, name), part(place, name)),
      );
    default:
      return [];
  }
}

function localized(
  what: 'text.changed' | 'media.changed',
  before: Any,
  after: Any,
  place: Place,
  valueOf: (value: unknown) => unknown,
): Told[] {
  const told: Told[] = [];
  for (const language of keysOf(before, after)) {
    const [was, is] = [held(before, language), held(after, language)];
    if (same(was, is)) continue;
    const words = `the ${place.words} in ${languageName(language)} ${shown(valueOf(was), valueOf(is))}`;
    told.push({ what, field: `${place.field}.${language}`, language, ...values(was, is), words });
  }
  return told;
}

/** Entries with ids are the same entry wherever they stand; others are known by their place. */
function items(check: Check<unknown>, before: unknown[], after: unknown[], place: Place): Told[] {
  const [was, is] = [byId(before), byId(after)];
  if (was === undefined || is === undefined) return itemsInPlace(check, before, after, place);
  const told: Told[] = [];
  for (const [id, { entry, index }] of is) {
    const old = was.get(id);
    if (old === undefined) told.push(item('added', entry, index, place));
    else told.push(...changesWithin(check, old.entry, entry, entryPlace(entry, index, place)));
  }
  for (const [id, { entry, index }] of was) if (!is.has(id)) told.push(item('removed', entry, index, place));
  const [stayed, now] = [[...was.keys()].filter((id) => is.has(id)), [...is.keys()].filter((id) => was.has(id))];
  if (!same(stayed, now)) {
    const words = `the ${place.words} are in another order`;
    told.push({ what: 'item.order', field: place.field, before: [...was.keys()], after: [...is.keys()], words });
  }
  return told;
}

function itemsInPlace(check: Check<unknown>, before: unknown[], after: unknown[], place: Place): Told[] {
  const shorter = Math.min(before.length, after.length);
  let first = 0;
  while (first < shorter && same(before[first], after[first])) first++;
  let last = 0;
  while (last < shorter - first && same(before.at(-1 - last), after.at(-1 - last))) last++;
  const told: Told[] = [];
  const [was, is] = [before.slice(first, before.length - last), after.slice(first, after.length - last)];
  for (let at = 0; at < Math.max(was.length, is.length); at++) {
    const index = first + at;
    if (at >= was.length) told.push(item('added', is[at], index, place));
    else if (at >= is.length) told.push(item('removed', was[at], index, place));
    else told.push(...changesWithin(check, was[at], is[at], entryPlace(is[at], index, place)));
  }
  return told;
}

function item(how: 'added' | 'removed', entry: unknown, index: number, place: Place): Told {
  const { field, words } = entryPlace(entry, index, place);
  const value = how === 'added' ? { after: entry } : { before: entry };
  return { what: `item.${how}`, field, ...value, words: `the ${words} was ${how}` };
}

function setting(before: unknown, after: unknown, { field, words }: Place): Told {
  return { what: 'setting.changed', field, ...values(before, after), words: `the ${words} ${shown(before, after)}` };
}

function byId(list: unknown[]): Map<string, { entry: unknown; index: number }> | undefined {
  const found = new Map<string, { entry: unknown; index: number }>();
  for (const [index, entry] of list.entries()) {
    const id = isRecord(entry) ? held(entry, 'id') : undefined;
    if (typeof id !== 'string') return undefined;
    found.set(id, { entry, index });
  }
  return found.size === list.length ? found : undefined;
}

function part({ field, words, language }: Place, name: string): Place {
  const named = inWords(name);
  return {
    field: field === '' ? name : `${field}.${name}`,
    words: words === '' ? named : `${named} of the ${words}`,
    language,
  };
}

const SINGULARS: Readonly<Record<string, string>> = { all: 'condition', take: 'value', week: 'weekday' };

function entryPlace(entry: unknown, index: number, { field, words, language }: Place): Place {
  const [list = '', ...rest] = words.split(' of the ');
  const noun = held(SINGULARS, list) ?? list.replace(/s$/, '');
  const title = titleOf(entry, language);
  const named = title === undefined ? `${noun} ${index + 1}` : `${noun} “${title}”`;
  return { field: `${field}.${index}`, words: [named, ...rest].join(' of the '), language };
}

/** What an author calls an entry: its name, or the first text of it that visitors read. */
function titleOf(entry: unknown, language: string): string | undefined {
  if (typeof entry === 'string' && entry !== '') return entry.slice(0, SHOWN);
  if (!isRecord(entry)) return undefined;
  const name = held(entry, 'name');
  if (typeof name === 'string' && name.trim() !== '') return name.slice(0, SHOWN);
  for (const value of Object.values(entry)) {
    if (!isRecord(value) || !isTexts(value)) continue;
    const text = pickText(value, language, Object.keys(value))?.value;
    if (text !== undefined) return text.slice(0, SHOWN);
  }
  const id = held(entry, 'id');
  return typeof id === 'string' ? id : undefined;
}

function isTexts(value: Any): value is Record<string, string> {
  return Object.values(value).every((text) => typeof text === 'string');
}

/** `noInputPrompt` is the no input prompt. */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Characters of a value that a sentence shows. */
const SHOWN = 60;

/** How a value became another, after its name. */
export function shown(before: unknown, after: unknown): string {
  if (before === undefined) return isPlain(after) ? `was added: ${quoted(after)}` : 'was added';
  if (after === undefined) return 'was removed';
  return isPlain(before) && isPlain(after) ? `changed from ${quoted(before)} to ${quoted(after)}` : 'changed';
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function quoted(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  return value.length > SHOWN ? `“${value.slice(0, SHOWN)}…”` : `“${value}”`;
}

function values(before: unknown, after: unknown): Pick<Told, 'before' | 'after'> {
  return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

function keysOf(before: object, after: object): string[] {
  return [...new Set([...Object.keys(after), ...Object.keys(before)])];
}

/** Equal as JSON; the order of keys is nothing, nor is a key without a value. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((entry, index) => same(entry, other[index]));
  }
  if (!isRecord(one) || !isRecord(other)) return false;
  const [keys, others] = [keysWithValue(one), keysWithValue(other)];
  return keys.length === others.length && keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key]));
}

function keysWithValue(record: Any): string[] {
  return Object.keys(record).filter((key) => record[key] !== undefined);
}
