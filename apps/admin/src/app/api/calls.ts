/**
 * Calls as the OpenAPI document describes them: an address, a parameter, a body or an answer that it does not know is a
 * type error here. Types only; the transport does the work.
 */
import type { paths } from '@calldocker/api-client';
import { API_BASE, type Transport } from './transport';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;
/** The addresses that know the method. */
export type Address<M extends Method> = {
  [P in keyof paths]: [Operation<P, M>] extends [never] ? never : P;
}[keyof paths];

type Named<O> = O extends { parameters: { path: infer Values } } ? { path: Values } : { path?: never };
type Asked<O> = O extends { parameters: { query?: infer Query } }
  ? { query?: { [Name in keyof Query]?: Query[Name] | null } }
  : { query?: never };
type Sent<O> = O extends { requestBody: { content: infer Content } }
  ? Content extends { 'application/json': infer Body }
    ? { body: Body }
    : { body: string; contentType: keyof Content & string }
  : { body?: never };
/** A call to an operation with a revision has to send the one that was edited. */
type Matched<O> = O extends { parameters: { header: { 'if-match': string } } }
  ? { ifMatch: number }
  : O extends { parameters: { header?: { 'if-match'?: string } } }
    ? { ifMatch?: number }
    : { ifMatch?: never };

export type Options<O> = Named<O> &
  Asked<O> &
  Sent<O> &
  Matched<O> & {
    signal?: AbortSignal;
    /** Goes through even when the page is being left. */
    keepalive?: boolean;
  };

/** What is not JSON comes as its text. */
type Json<R> = R extends { content: { 'application/json': infer Body } }
  ? Body
  : R extends { content: Record<string, string> }
    ? string
    : void;
export type Answered<O> = O extends { responses: infer R }
  ? R extends { 200: infer Ok } | { 201: infer Ok } | { 202: infer Ok }
    ? Json<Ok>
    : void
  : never;

interface Loose {
  path?: object;
  query?: object;
  body?: unknown;
  contentType?: string;
  ifMatch?: number;
  signal?: AbortSignal;
  keepalive?: boolean;
}

export class Calls {
  constructor(private readonly transport: Transport) {}

  get<P extends Address<'get'>>(address: P, options: Options<Operation<P, 'get'>>) {
    return this.call<Answered<Operation<P, 'get'>>>('GET', address, options);
  }

  post<P extends Address<'post'>>(address: P, options: Options<Operation<P, 'post'>>) {
    return this.call<Answered<Operation<P, 'post'>>>('POST', address, options);
  }

  put<P extends Address<'put'>>(address: P, options: Options<Operation<P, 'put'>>) {
    return this.call<Answered<Operation<P, 'put'>>>('PUT', address, options);
  }

  patch<P extends Address<'patch'>>(address: P, options: Options<Operation<P, 'patch'>>) {
    return this.call<Answered<Operation<P, 'patch'>>>('PATCH', address, options);
  }

  delete<P extends Address<'delete'>>(address: P, options: Options<Operation<P, 'delete'>>) {
    return this.call<Answered<Operation<P, 'delete'>>>('DELETE', address, options);
  }

  private call<Answer>(method: string, address: string, { path, query, ...rest }: Loose): Promise<Answer> {
    return this.transport.request<Answer>(method, addressOf(address, path), { query: { ...query }, ...rest });
  }
}

/** `/api/v1/flows/{id}` -> `/flows/019a…`, as the transport takes it. */
export function addressOf(address: string, values: object = {}): string {
  const filled = Object.entries(values).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(String(value))),
    address,
  );
  return filled.slice(API_BASE.length);
}
