import { extract, LIMITS, type RequestEffect, type VariableValue } from '@calldocker/flow-engine';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { Bindings } from '../../flows/bindings.js';
import { fillRequest, secretsOf } from '../../flows/request-texts.js';
import { Effects, keyOf, type EffectResult, type PendingEffect } from '../../platform/effects.js';
import { OutboundError, type OutboundErrorCode } from '../../platform/outbound/outbound-error.js';
import { Outbound, type OutboundAnswer, type OutboundRequest } from '../../platform/outbound/outbound.js';

/** Before the first further try; doubled before each after it. */
const FIRST_PAUSE_MS = 500;
/** No answer, and another try may bring one. */
const PASSING: readonly OutboundErrorCode[] = ['unknown-host', 'unreachable', 'timeout'];
// As what visitors say (input.pipe.ts): tab and line breaks may stay.
// eslint-disable-next-line no-control-regex -- the point is to keep control characters out
const NO_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\p{Surrogate}]/gu;

/** What one try came to. */
type Tried = { answer: OutboundAnswer } | { code: OutboundErrorCode };

/** Sends the requests of flows and takes out of the answers what the flow asked for. Nothing else of them is kept. */
@Injectable()
export class RequestEffects implements OnModuleInit {
  constructor(
    private readonly effects: Effects,
    private readonly outbound: Outbound,
    private readonly bindings: Bindings,
  ) {}

  onModuleInit(): void {
    this.effects.onOutside('request', (effect, signal) => this.act(effect, signal));
  }

  private async act(effect: PendingEffect, signal: AbortSignal): Promise<EffectResult> {
    // The engine wrote it, and it was sealed since.
    const request = effect.payload as unknown as RequestEffect;
    const names = secretsOf(request);
    const secrets = names.length > 0 ? await this.bindings.secrets(effect.companyId, names) : new Map<string, string>();
    if (names.some((name) => !secrets.has(name))) return { status: 'failed', code: 'request.secret-missing' };
    const tried = await this.tryAll(request, {
      ...fillRequest(request, secrets),
      timeoutMs: Math.min(request.timeoutSeconds, LIMITS.requestSeconds) * 1000,
      maxBytes: Math.min(request.maxBytes, LIMITS.answerBytes),
      idempotencyKey: keyOf(effect),
      signal,
    });
    return 'code' in tried ? { status: 'failed', code: `request.${tried.code}` } : resultOf(tried.answer, request.take);
  }

  /** The last answer when none is good. All tries together take no longer than the visitor waits for them. */
  private async tryAll({ retries }: RequestEffect, request: OutboundRequest): Promise<Tried> {
    const further = Math.min(retries, LIMITS.requestRetries);
    const end = performance.now() + request.timeoutMs * (further + 1) + (2 ** further - 1) * 1000;
    for (let n = 0; ; n++) {
      const left = end - performance.now();
      const tried = await this.tryOnce({ ...request, timeoutMs: Math.min(request.timeoutMs, left) });
      if (n === further || !isPassing(tried)) return tried;
      const wait = Math.max(FIRST_PAUSE_MS * 2 ** n, retryAfter(tried));
      // Asked to come back later than anybody waits for.
      if (performance.now() + wait >= end) return tried;
      await pause(wait, undefined, { signal: request.signal });
    }
  }

  private async tryOnce(request: OutboundRequest): Promise<Tried> {
    try {
      return { answer: await this.outbound.send(request) };
    } catch (error) {
      request.signal?.throwIfAborted();
      if (error instanceof OutboundError) return { code: error.code };
      throw error;
    }
  }
}

function isPassing(tried: Tried): boolean {
  if ('code' in tried) return PASSING.includes(tried.code);
  return tried.answer.status === 429 || tried.answer.status >= 500;
}

/** Milliseconds: https://www.rfc-editor.org/rfc/rfc9110#name-retry-after, in seconds or as a date. */
function retryAfter(tried: Tried): number {
  const told = 'answer' in tried ? tried.answer.headers.get('retry-after')?.trim() : undefined;
  if (!told) return 0;
  const wait = /^\d+$/.test(told) ? Number(told) * 1000 : Date.parse(told) - Date.now();
  return Number.isNaN(wait) ? 0 : wait;
}

function resultOf({ status: httpStatus, body }: OutboundAnswer, take: Record<string, string>): EffectResult {
  if (httpStatus < 200 || httpStatus > 299) return { status: 'failed', code: 'request.status', httpStatus };
  // Who wants nothing of the answer does not mind what it is.
  if (Object.keys(take).length === 0) return { status: 'ok', httpStatus };
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(body));
  } catch {
    return { status: 'failed', code: 'request.not-json', httpStatus };
  }
  const values = Object.entries(extract(take, json)).map(([name, value]) => [name, kept(value)] as const);
  return { status: 'ok', httpStatus, values: Object.fromEntries(values) };
}

/** As the tables can keep it. What is too long for a variable stays too long, and the engine says so. */
function kept(value: VariableValue): VariableValue {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return value;
  return value.replace(NO_TEXT, '').slice(0, LIMITS.variableBytes + 1);
}
