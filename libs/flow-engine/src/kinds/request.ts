import { awaitEffect, isAwaited, noteResult, secondsLeft } from '../awaited.js';
import type { Localized, MediaReference, NodeBase, Template } from '../definition.js';
import { isAnswerPath } from '../extract.js';
import {
  integer,
  list,
  localizedMedia,
  localizedText,
  matching,
  nodeFields,
  object,
  oneOf,
  optional,
  template,
  text,
  variableName,
} from '../fields.js';
import { fillerAccepts, fillerMedia, resumeFiller } from '../fillers.js';
import type { Turn, WaitingKind } from '../kind.types.js';
import { LIMITS } from '../limits.js';
import { own } from '../own.js';
import { checkRequest } from '../request-check.js';
import { fillBody, fillHeader, fillUrl, type BodyType, type Refused, type RequestText } from '../request-text.js';
import type { EffectBase, ResultInput } from '../run.types.js';
import type { ScreenBase } from '../screen.js';
import type { Visit } from '../visit.js';

/**
 * Asks another system by HTTP and keeps parts of its answer. Exits: `success` (2xx), `notFound` (404 or 410; without it:
 * `failed`), `failed`.
 */
export interface RequestNode extends NodeBase<'request'> {
  method: RequestMethod;
  /** `{name}` is percent-encoded; `{env:name}` is a value of the company, put in as it is. */
  url: Template;
  headers: RequestHeader[];
  /**
   * `{name}`, `{env:name}` and `{secret:name}` are made fit for the type. In JSON, braces are written as they are, and a
   * placeholder outside quotation marks stands for a whole value.
   */
  body?: Template;
  bodyType: BodyType;
  take: TakenValue[];
  /** For each try. */
  timeoutSeconds: number;
  /** Further tries. */
  retries: number;
  /** Of the answer; a longer one fails. */
  maxBytes: number;
  /** Shown meanwhile. */
  prompt?: Localized<Template>;
  /** Played over and over meanwhile. */
  media?: Localized<MediaReference>;
}

export type RequestMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RequestHeader {
  name: string;
  /** With `{name}`, `{env:name}` and `{secret:name}`. */
  value: Template;
}

export interface TakenValue {
  variable: string;
  /** Where it stands in the answer: names of fields and places in lists, as in `order.lines.0.price`. */
  path: string;
}

/** Shown while something else is waited for. */
export interface FillerScreen extends ScreenBase {
  kind: 'filler';
  text?: string;
  /** Played over and over. */
  contentId?: string;
}

export interface RequestEffect extends EffectBase {
  type: 'request';
  method: RequestMethod;
  url: string;
  headers: SentHeader[];
  body?: RequestText;
  bodyType: BodyType;
  /** Path in the answer by variable, for `extract()`. */
  take: Record<string, string>;
  timeoutSeconds: number;
  retries: number;
  maxBytes: number;
}

export interface SentHeader {
  name: string;
  value: RequestText;
}

/** Longer than the host takes at worst: between tries it pauses for half a second, 1 and 2 seconds. */
const MARGIN = 5;

export const request: WaitingKind<RequestNode> = {
  kind: 'request',
  label: 'Request',
  family: 'system',
  icon: 'request',
  place: 1,
  about: 'Asks another system and keeps parts of its answer.',
  waits: true,
  atOnce: ['failed'],
  structure: object<RequestNode>({
    ...nodeFields('request'),
    method: oneOf(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    url: template,
    headers: list(
      object<RequestHeader>({
        name: matching((name) => /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/.test(name), 'is the name of an HTTP header'),
        value: template,
      }),
      LIMITS.headers,
    ),
    body: optional(template),
    bodyType: oneOf(['json', 'form', 'text']),
    take: list(object<TakenValue>({ variable: variableName, path: text(LIMITS.pathLength) }), LIMITS.assignments),
    timeoutSeconds: integer(1, LIMITS.requestSeconds),
    retries: integer(0, LIMITS.requestRetries),
    maxBytes: integer(LIMITS.minAnswerBytes, LIMITS.answerBytes),
    prompt: optional(localizedText),
    media: optional(localizedMedia),
  }),
  create: () => ({
    kind: 'request',
    name: 'Request',
    exits: {},
    method: 'GET',
    url: '',
    headers: [],
    bodyType: 'json',
    take: [],
    timeoutSeconds: 5,
    retries: 1,
    maxBytes: 65_536,
  }),
  exits: ({ method }) => [
    { id: 'success', label: method === 'GET' ? 'Found' : 'Done' },
    { id: 'notFound', label: 'Not found', fallback: 'failed' },
    { id: 'failed', label: 'Error' },
  ],
  check: checkRequest,
  writes: ({ take }) => take.map(({ variable }) => ({ variable, exit: 'success' })),
  enter(node, visit): Turn {
    const effect = effectOf(node, visit);
    if (!('problem' in effect)) return awaitEffect(visit, effect);
    visit.fail(effect.problem, effect.data);
    return { exit: 'failed' };
  },
  samples: () => [{ type: 'result', status: 'failed', httpStatus: 404 }],
  wait: (node, visit) => ({
    accepts: ['result', 'timeout', ...fillerAccepts(node.media, visit)],
    timeoutSeconds: secondsLeft(longest(node), visit),
  }),
  screen(node, visit) {
    const contentId = fillerMedia(node.media, visit);
    const said = visit.optionalText(node.prompt);
    // A screen that says and plays nothing would look broken.
    const shown = said ?? (contentId === undefined ? visit.phrase('request.filler') : undefined);
    return {
      kind: 'filler',
      nodeId: visit.nodeId,
      language: said === undefined ? visit.language : visit.languageOf(node.prompt ?? {}),
      ...(shown !== undefined && { text: shown }),
      ...(contentId !== undefined && { contentId }),
    };
  },
  resume(node, input, visit): Turn {
    if (input.type === 'result')
      return isAwaited(input, visit) && input.status !== 'begun' ? answered(node, input, visit) : 'refuse';
    if (input.type !== 'timeout') return resumeFiller(node.media, input, visit);
    visit.fail('request.timeout');
    return { exit: 'failed' };
  },
};

function longest({ timeoutSeconds, retries }: RequestNode): number {
  return timeoutSeconds * (retries + 1) + (2 ** retries - 1) + MARGIN;
}

function answered(node: RequestNode, result: ResultInput, visit: Visit): Turn {
  noteResult(result, visit);
  if (result.status === 'failed') {
    return { exit: result.httpStatus === 404 || result.httpStatus === 410 ? 'notFound' : 'failed' };
  }
  for (const { variable } of node.take) {
    // What does not fit is told, and what the variable held before would be somebody else's answer.
    if (!visit.assign(variable, own(result.values, variable) ?? null)) visit.assign(variable, null);
  }
  return { exit: 'success' };
}

type Content = Omit<RequestEffect, keyof EffectBase> & { type: 'request' };

function effectOf(node: RequestNode, visit: Visit): Content | Refused {
  const url = fillUrl(node.url, visit);
  if (typeof url === 'object') return url;
  const headers: SentHeader[] = [];
  for (const { name, value } of node.headers) {
    const filled = fillHeader(value, visit);
    if ('problem' in filled) return { problem: filled.problem, data: { header: name, ...filled.data } };
    headers.push({ name, value: filled });
  }
  const body = node.method !== 'GET' && node.body ? fillBody(node.body, node.bodyType, visit) : undefined;
  if (body !== undefined && 'problem' in body) return body;
  const length = lengthOf(body ?? []) + headers.reduce((sum, { value }) => sum + lengthOf(value), 0);
  if (url.length > LIMITS.urlLength || length > LIMITS.requestLength) return { problem: 'request.too-large', data: {} };
  const { method, bodyType, take, timeoutSeconds, retries, maxBytes } = node;
  const paths = Object.fromEntries(
    take.flatMap(({ variable, path }) => (isAnswerPath(path) ? [[variable, path]] : [])),
  );
  return {
    type: 'request',
    method,
    url,
    headers,
    ...(body !== undefined && { body }),
    bodyType,
    take: paths,
    timeoutSeconds,
    retries,
    maxBytes,
  };
}

function lengthOf(written: RequestText): number {
  return written.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0);
}
