import createClient, { type Client, type ClientOptions } from 'openapi-fetch';
import type { components, operations, paths } from './schema.js';

export type { components, operations, paths } from './schema.js';

/** Every shape of the document by its name, for example `Schemas['Screen']`. */
export type Schemas = components['schemas'];
/** RFC 9457 problem details, as every refusal answers. */
export type Problem = Schemas['Problem'];
/** What an operation answers when it succeeds. */
export type Answer<Id extends keyof operations> = Success<operations[Id]['responses']>;

type Success<Responses> = Responses extends { 200: infer R } | { 201: infer R } | { 202: infer R } ? Json<R> : void;
type Json<R> = R extends { content: { 'application/json': infer Body } } ? Body : void;

export type CallDocker = Client<paths>;

/**
 * A typed client of the API: `calldocker({ baseUrl: 'https://calls.example.com' }).GET('/api/v1/flows')`.
 * @param options `token` is asked for before each request, so that it can be renewed
 */
export function calldocker(options: ClientOptions & { token?: () => string | null }): CallDocker {
  const { token, ...rest } = options;
  const client = createClient<paths>(rest);
  client.use({
    onRequest({ request }) {
      const bearer = token?.();
      if (bearer) request.headers.set('authorization', `Bearer ${bearer}`);
      return request;
    },
  });
  return client;
}
