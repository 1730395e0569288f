import { fileURLToPath } from 'node:url';
import type { S3Settings } from './s3-storage.js';

type Place = { dir: string; s3: null } | { dir: null; s3: S3Settings };

/**
 * What STORAGE_URL names: `file:///folder`, or `s3://bucket/prefix?endpoint=...&region=...&forcePathStyle=true`.
 * `fault` is told what is wrong with it.
 */
export function readStorageUrl(
  value: string,
  credentials: Pick<S3Settings, 'accessKeyId' | 'secretAccessKey'>,
  fault: (sentence: string) => void,
): Place | undefined {
  if (value.startsWith('file://') && URL.canParse(value)) return { dir: fileURLToPath(value), s3: null };
  if (!value.startsWith('s3://') || !URL.canParse(value) || new URL(value).hostname === '') {
    fault('STORAGE_URL must begin with file:// or be like s3://bucket/prefix?region=eu-central-1');
    return undefined;
  }
  const { hostname, pathname, searchParams } = new URL(value);
  for (const name of searchParams.keys())
    if (!['endpoint', 'region', 'forcePathStyle'].includes(name))
      fault(`STORAGE_URL has ${name}, which is not one of endpoint, region and forcePathStyle`);
  const endpoint = searchParams.get('endpoint') ?? undefined;
  if (endpoint !== undefined && !/^https?:\/\/[^/]+\/?$/.test(endpoint))
    fault('STORAGE_URL’s endpoint must be an address such as https://s3.example.com');
  const prefix = pathname.replace(/^\/+|\/+$/g, '');
  if (prefix !== '' && !/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(prefix))
    fault('STORAGE_URL’s prefix may have letters, digits, dots, dashes and slashes');
  for (const [name, given] of [
    ['AWS_ACCESS_KEY_ID', credentials.accessKeyId],
    ['AWS_SECRET_ACCESS_KEY', credentials.secretAccessKey],
  ] as const)
    if (given === '') fault(`${name} is not set, and STORAGE_URL names a bucket`);
  return {
    dir: null,
    s3: {
      bucket: hostname,
      prefix: prefix && `${prefix}/`,
      endpoint,
      region: searchParams.get('region') ?? 'us-east-1',
      forcePathStyle: searchParams.get('forcePathStyle') === 'true',
      ...credentials,
    },
  };
}
