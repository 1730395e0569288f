import {
  emptyDefinition,
  extract,
  LIMITS,
  start,
  type Bindings as EngineBindings,
  type RequestEffect,
  type VariableValue,
} from '@calldocker/flow-engine';
import { Body, Controller, HttpCode, Injectable, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsObject } from 'class-validator';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { Attempts } from '../auth/attempts.js';
import { audit } from '../auth/audit.js';
import { Db } from '../platform/db.js';
import { newId } from '../platform/ids.js';
import { OutboundError } from '../platform/outbound/outbound-error.js';
import type { HopRequest } from '../platform/outbound/outbound-hop.js';
import { Outbound, type OutboundAnswer } from '../platform/outbound/outbound.js';
import { Problem } from '../platform/problem.js';
import { Bindings } from './bindings.js';
import { readDefinition } from './definitions.js';
import { fillRequest, secretsOf } from './request-texts.js';

const NODE = {
  kind: 'request',
  name: 'Look it up',
  method: 'GET',
  url: 'https://shop.example/orders/{order}',
  headers: [{ name: 'Authorization', value: 'Bearer {secret:shop-key}' }],
  bodyType: 'json',
  take: [{ variable: 'status', path: 'order.status' }],
  timeoutSeconds: 5,
  retries: 1,
  maxBytes: 65_536,
};
const VARIABLES = {
  order: { type: 'text', personal: false, initial: 'A 7' },
  status: { type: 'text', personal: false },
};

export class TryRequestDto {
  @IsObject()
  @ApiProperty({ oneOf: [{ $ref: '#/components/schemas/RequestNode' }], example: NODE })
  node!: Record<string, unknown>;

  @IsObject()
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: '#/components/schemas/VariableDeclaration' },
    example: VARIABLES,
    description: 'The flow’s variables; each holds what it begins as',
  })
  variables!: Record<string, unknown>;
}

class FieldDto {
  @ApiProperty({ example: 'content-type' })
  name!: string;
  @ApiProperty({ example: 'application/json' })
  value!: string;
}

class SentRequestDto {
  @ApiProperty({ example: 'GET' })
  method!: string;
  @ApiProperty({ example: 'https://shop.example/orders/A%207' })
  url!: string;
  @ApiProperty({ type: [FieldDto] })
  headers!: FieldDto[];
  @ApiProperty({ type: String, nullable: true, example: null })
  body!: string | null;
}

class TriedAnswerDto {
  @ApiProperty({ example: 200 })
  status!: number;
  @ApiProperty({ type: [FieldDto] })
  headers!: FieldDto[];
  @ApiProperty({ example: '{"order":{"status":"sent"}}', description: 'Its beginning, as text' })
  body!: string;
  @ApiProperty({ example: 27, description: 'Bytes of the whole body' })
  bytes!: number;
}

class TakenValueDto {
  @ApiProperty({ example: 'status' })
  variable!: string;
  @ApiProperty({ example: 'order.status' })
  path!: string;
  @ApiProperty({
    oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }],
    nullable: true,
    example: 'sent',
    description: 'Null: nothing of use stands there',
  })
  value!: VariableValue;
}

export class TriedRequestDto {
  @ApiProperty({ enum: ['success', 'notFound', 'failed'], example: 'success', description: 'The exit a visitor takes' })
  exit!: 'success' | 'notFound' | 'failed';
  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Why nothing came of it: a code such as request.timeout',
  })
  problem!: string | null;
  @ApiProperty({ type: SentRequestDto, nullable: true, description: 'Null: it could not be put together' })
  sent!: SentRequestDto | null;
  @ApiProperty({ type: TriedAnswerDto, nullable: true })
  answer!: TriedAnswerDto | null;
  @ApiProperty({ type: [TakenValueDto] })
  takes!: TakenValueDto[];
  @ApiProperty({ example: 184, description: 'Milliseconds until the answer was there' })
  ms!: number;
}

/** Of an answer's body, in characters. */
const SHOWN = 20_000;
const MASK = '•••';

/** Sends a request node's request once, for its author to see what comes of it. Nothing of it is kept. */
@Injectable()
export class RequestTrials {
  constructor(
    private readonly db: Db,
    private readonly bindings: Bindings,
    private readonly outbound: Outbound,
    private readonly attempts: Attempts,
  ) {}

  async run(caller: CompanyCaller, dto: TryRequestDto): Promise<TriedRequestDto> {
    await this.attempts.tryRequest(caller.companyId);
    const made = builtFrom(dto, await this.bindings.bindingsOf(caller.companyId));
    if (typeof made === 'string') return unsent(made);
    const names = secretsOf(made);
    const secrets = names.length > 0 ? await this.bindings.secrets(caller.companyId, names) : new Map<string, string>();
    const masked = new Map(names.map((name) => [name, MASK]));
    const sent = shape(fillRequest(made, masked));
    if (names.some((name) => !secrets.has(name))) return { ...unsent('request.secret-missing'), sent };
    await this.db.inCompany(caller.companyId, (em) =>
      audit(em, 'request.tried', { ...caller, target: new URL(made.url).host, data: { method: made.method } }),
    );
    const hide = hiding([...secrets.values()]);
    const began = performance.now();
    try {
      const answer = await this.outbound.send({
        ...fillRequest(made, secrets),
        timeoutMs: Math.min(made.timeoutSeconds, LIMITS.requestSeconds) * 1000,
        maxBytes: Math.min(made.maxBytes, LIMITS.answerBytes),
        idempotencyKey: newId(),
      });
      return { ...answered(made, answer, hide), sent, ms: Math.round(performance.now() - began) };
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error;
      return { ...unsent(`request.${error.code}`), sent, ms: Math.round(performance.now() - began) };
    }
  }
}

@ApiTags('Flow tests')
@Controller('flows/request-trials')
export class RequestTrialsController {
  constructor(private readonly trials: RequestTrials) {}

  @Post()
  @HttpCode(200)
  @Access('flows:write')
  @ApiOperation({
    operationId: 'tryRequest',
    summary: 'Send a request node’s request once',
    description:
      'With the values given, to its real address, without further tries. What it changes there is changed. Secrets are sent and shown to nobody: where they stand, dots stand.',
  })
  @ApiOkResponse({ type: TriedRequestDto })
  run(@Caller() caller: CompanyCaller, @Body() dto: TryRequestDto): Promise<TriedRequestDto> {
    return this.trials.run(caller, dto);
  }
}

/** The request as the engine puts it together, in a flow that has nothing else; or why it cannot be. */
function builtFrom({ node, variables }: TryRequestDto, bindings: EngineBindings): RequestEffect | string {
  if (node['kind'] !== 'request')
    throw new Problem('flow.format', { detail: 'Only a request can be tried.', issues: [] });
  const nodes = { request: { ...node, exits: {} } };
  const definition = readDefinition({ ...emptyDefinition(), start: 'request', nodes, variables });
  const step = start({ flowId: newId(), definition }, { languages: [] }, { now: Date.now(), seed: 'trial', bindings });
  const made = step.effects.find((effect): effect is RequestEffect => effect.type === 'request');
  // Without a request, the first failing says why there is none.
  return made ?? String(step.events.find(({ type }) => type === 'failed')?.data['code']);
}

function unsent(problem: string): TriedRequestDto {
  return { exit: 'failed', problem, sent: null, answer: null, takes: [], ms: 0 };
}

function shape({ method, url, headers = [], body }: HopRequest): SentRequestDto {
  return { method, url, headers: headers.map(({ name, value }) => ({ name, value })), body: body?.toString() ?? null };
}

function answered(
  { take }: RequestEffect,
  { status, headers, body }: OutboundAnswer,
  hide: (text: string) => string,
): TriedRequestDto {
  const text = new TextDecoder().decode(body);
  const fields = [...headers].map(([name, value]) => ({ name, value: hide(value) }));
  const answer = { status, headers: fields, body: hide(text).slice(0, SHOWN), bytes: body.length };
  const rest = { sent: null, answer, ms: 0, takes: [] };
  if (status < 200 || status > 299)
    return { ...rest, exit: status === 404 || status === 410 ? 'notFound' : 'failed', problem: 'request.status' };
  if (Object.keys(take).length === 0) return { ...rest, exit: 'success', problem: null };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // SyntaxError: the answer is not JSON.
    return { ...rest, exit: 'failed', problem: 'request.not-json' };
  }
  const values = extract(take, json);
  const takes = Object.entries(take).map(([variable, path]) => {
    const value = values[variable] ?? null;
    return { variable, path, value: typeof value === 'string' ? hide(value).slice(0, LIMITS.variableBytes) : value };
  });
  return { ...rest, exit: 'success', problem: null, takes };
}

/** Where an answer repeats a secret, plain, as it was sent or as echoes write it, dots stand in its place. */
function hiding(secrets: readonly string[]): (text: string) => string {
  const quoted = (text: string): string => JSON.stringify(text).slice(1, -1);
  const forms = secrets.flatMap((secret) => [
    secret,
    quoted(secret),
    quoted(quoted(secret)),
    encodeURIComponent(secret),
    new URLSearchParams([['', secret]]).toString().slice(1),
    Buffer.from(secret).toString('base64'),
  ]);
  // The longest first: a short form may stand within a longer one.
  const all = [...new Set(forms)].filter((form) => form !== '').sort((a, b) => b.length - a.length);
  return (text) => all.reduce((shown, form) => shown.replaceAll(form, MASK), text);
}
