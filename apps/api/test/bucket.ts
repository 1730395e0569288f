import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import S3rver from 's3rver';
import { freePort } from './harness.js';

const NAME = 'media';
const CORS = `<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod>
  <AllowedMethod>HEAD</AllowedMethod><AllowedHeader>*</AllowedHeader></CORSRule></CORSConfiguration>`;

/** A bucket that speaks S3 on a port of its own, with its files in a temporary folder. */
export class Bucket {
  /** What the bucket was asked, as `METHOD /path?query`. */
  readonly asked: string[] = [];

  private held = Promise.resolve();
  private waiting: (() => void)[] = [];

  private constructor(
    readonly endpoint: string,
    private readonly folder: string,
    private readonly server: Server,
  ) {}

  static async open(): Promise<Bucket> {
    const folder = await mkdtemp(path.join(tmpdir(), 'calldocker-bucket-'));
    const s3 = new S3rver({ silent: true, directory: folder, configureBuckets: [{ name: NAME, configs: [CORS] }] });
    await s3.configureBuckets();
    const answer = s3.callback();
    const port = await freePort();
    const server = createServer((request, response) => {
      void bucket.come(request).then(() => serve(request, response));
    });
    const serve = (request: IncomingMessage, response: ServerResponse): void => {
      // What s3rver lacks of multipart uploads: asking for their parts, and giving them up.
      const upload = /uploadId=([0-9a-f]+)/.exec(request.url ?? '')?.[1];
      if (upload && (request.method === 'GET' || request.method === 'DELETE'))
        void bucket.partsOf(upload, request, response);
      else answer(request, response);
    };
    const bucket = new Bucket(`http://127.0.0.1:${port}`, folder, server);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return bucket;
  }

  /** Settings of an API that keeps its media below `prefix` of this bucket. */
  settings(prefix = 'calls'): Record<string, string> {
    return {
      STORAGE_URL: `s3://${NAME}/${prefix}?endpoint=${encodeURIComponent(this.endpoint)}&forcePathStyle=true`,
      AWS_ACCESS_KEY_ID: 'S3RVER',
      AWS_SECRET_ACCESS_KEY: 'S3RVER',
    };
  }

  /** Lets what is put wait until what this returns is called. */
  hold(): () => void {
    let release = (): void => undefined;
    this.held = new Promise((resolve) => (release = resolve));
    return release;
  }

  /** Waits until the requests that came make `told` true. */
  async until(told: () => boolean): Promise<void> {
    while (!told()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  async keys(): Promise<string[]> {
    const names = await readdir(path.join(this.folder, NAME), { recursive: true });
    return names.flatMap((name) => /^(.*)\._S3rver_object$/.exec(name)?.[1] ?? []).sort();
  }

  /** Multipart uploads that were begun and neither completed nor given up. */
  async unfinished(): Promise<string[]> {
    return readdir(this.uploads()).catch(() => []);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    await rm(this.folder, { recursive: true, force: true });
  }

  private come({ method, url }: IncomingMessage): Promise<void> {
    this.asked.push(`${method} ${url}`);
    for (const resolve of this.waiting.splice(0)) resolve();
    return method === 'PUT' ? this.held : Promise.resolve();
  }

  private uploads(): string {
    return path.join(this.folder, NAME, '._S3rver_uploads');
  }

  private async partsOf(upload: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const dir = path.join(this.uploads(), upload);
    const names = await readdir(dir).catch(() => undefined);
    const send = (status: number, xml: string): void => {
      response.writeHead(status, { 'content-type': 'application/xml' }).end(xml);
    };
    if (!names) return send(404, '<Error><Code>NoSuchUpload</Code><Message>None</Message></Error>');
    if (request.method === 'DELETE') {
      await rm(dir, { recursive: true });
      return void response.writeHead(204).end();
    }
    // A part is there once its checksum is.
    const numbers = names
      .flatMap((name) => /^(\d+)\.md5$/.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
    const parts = await Promise.all(
      numbers.map(async (number) => {
        const file = path.join(dir, String(number));
        const etag = await readFile(`${file}.md5`, 'utf8');
        const { size } = await stat(file);
        return `<Part><PartNumber>${number}</PartNumber><ETag>"${etag}"</ETag><Size>${size}</Size></Part>`;
      }),
    );
    send(200, `<ListPartsResult>${parts.join('')}<IsTruncated>false</IsTruncated></ListPartsResult>`);
  }
}
