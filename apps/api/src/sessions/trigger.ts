import type { Definition, Trigger, VariableValue } from '@calldocker/flow-engine';
import { sha256 } from '../platform/config.js';
import { isStorable } from '../platform/fields.js';
import type { Identity } from './arrivals.js';
import type { StartSessionDto } from './visitor.dto.js';

/** Longest value that is taken from a page's query. */
const VALUE = 500;

/**
 * What a session begins with. Each variable is filled from the source that its flow declares, and from no other: what a
 * visitor answers, a request brings or the flow works out cannot be set from outside.
 */
export function triggerOf(
  dto: StartSessionDto,
  identity: Identity | null,
  companyId: string,
  { variables }: Definition,
): Trigger {
  const query = queryOf(dto.pageUrl);
  const contact = identity?.subject ?? dto.contact;
  const given: [name: string, value: VariableValue][] = [];
  for (const [name, { source = 'attribute' }] of Object.entries(variables)) {
    const value =
      source === 'attribute'
        ? own(dto.attributes, name)
        : source === 'url'
          ? queryValue(query, name)
          : source === 'identity'
            ? own(identity?.claims, name)
            : undefined;
    if (value !== undefined) given.push([name, value]);
  }
  return {
    languages: dto.languages ?? [],
    ...(given.length > 0 && { variables: Object.fromEntries(given) }),
    // One person is two in two companies, and neither is anybody's name.
    ...(contact !== undefined && { contact: sha256(`${companyId} ${contact}`).toString('hex') }),
  };
}

/** Where a visitor came from, and by whose advertisement: it serves nobody but who counts. */
const USAGE = /^(utm_|pageReferrer$)/;

/** As if the page had told nothing that is for counting alone. */
export function withoutUsage(dto: StartSessionDto): StartSessionDto {
  const { attributes, pageUrl, ...rest } = dto;
  const kept = Object.entries(attributes ?? {}).filter(([name]) => !USAGE.test(name));
  return {
    ...rest,
    ...(attributes && { attributes: Object.fromEntries(kept) }),
    ...(pageUrl !== undefined && { pageUrl: withoutUsageQuery(pageUrl) }),
  };
}

function withoutUsageQuery(pageUrl: string): string {
  const url = URL.parse(pageUrl);
  if (!url) return pageUrl;
  for (const name of [...url.searchParams.keys()]) if (USAGE.test(name)) url.searchParams.delete(name);
  return url.href;
}

/** A page's query may name its visitor, so only its place is kept. */
export function placeOf(url: string | undefined): string | null {
  if (url === undefined || !URL.canParse(url)) return null;
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

function own<T>(values: Record<string, T> | undefined, name: string): T | undefined {
  return values && Object.hasOwn(values, name) ? values[name] : undefined;
}

function queryOf(url: string | undefined): URLSearchParams {
  return url !== undefined && URL.canParse(url) ? new URL(url).searchParams : new URLSearchParams();
}

function queryValue(query: URLSearchParams, name: string): string | undefined {
  const value = query.get(name);
  return value !== null && value.length <= VALUE && isStorable(value) ? value : undefined;
}
