import type { Definition, Trigger } from '@calldocker/flow-engine';
import { sha256 } from '../platform/config.js';
import { isStorable } from '../platform/fields.js';
import type { StartSessionDto } from './visitor.dto.js';

/** Longest value that is taken from a page's query. */
const VALUE = 500;

/**
 * What a session begins with. Each variable is filled from the source that its flow declares, and from no other: what a
 * visitor answers, a request brings or the flow works out cannot be set from outside.
 */
export function triggerOf(dto: StartSessionDto, companyId: string, { variables }: Definition): Trigger {
  const query = queryOf(dto.pageUrl);
  const given: [name: string, value: string][] = [];
  for (const [name, { source = 'attribute' }] of Object.entries(variables)) {
    const value =
      source === 'attribute' ? attributeOf(dto, name) : source === 'url' ? queryValue(query, name) : undefined;
    if (value !== undefined) given.push([name, value]);
  }
  return {
    languages: dto.languages ?? [],
    ...(given.length > 0 && { variables: Object.fromEntries(given) }),
    // One person is two in two companies, and neither is anybody's name.
    ...(dto.contact !== undefined && { contact: sha256(`${companyId} ${dto.contact}`).toString('hex') }),
  };
}

/** A page's query may name its visitor, so only its place is kept. */
export function placeOf(url: string | undefined): string | null {
  if (url === undefined || !URL.canParse(url)) return null;
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

function attributeOf({ attributes = {} }: StartSessionDto, name: string): string | undefined {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

function queryOf(url: string | undefined): URLSearchParams {
  return url !== undefined && URL.canParse(url) ? new URL(url).searchParams : new URLSearchParams();
}

function queryValue(query: URLSearchParams, name: string): string | undefined {
  const value = query.get(name);
  return value !== null && value.length <= VALUE && isStorable(value) ? value : undefined;
}
