import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Reason } from '../src/media/fault.js';
import { MediaFiles, type Bytes } from './content.helpers.js';
import { documents, masks, strangers, type Attack, type Canary } from './content.hostile.js';
import { monsters, seeds } from './content.monsters.js';
import { bootApi, type Harness } from './harness.js';

/** A server with all hostile files, and a secret that none of them may come to: in a file, and at an address that counts. */
export class HostileGround {
  private constructor(
    readonly api: Harness,
    readonly files: MediaFiles,
    readonly secret: string,
    readonly seed: Record<string, Bytes>,
    /** Made once: what they unpack to is large. */
    readonly attacks: Record<'documents' | 'masks' | 'monsters' | 'strangers', Attack[]>,
    private readonly server: Server,
    private readonly asked: { times: number },
  ) {}

  static async open(): Promise<HostileGround> {
    const api = await bootApi();
    const files = await MediaFiles.in(api);
    const secret = `CANARY-${randomBytes(12).toString('hex')}`;
    const seed = await seeds(files);
    const asked = { times: 0 };
    const server = createServer((_request, response) => {
      asked.times++;
      response.end(secret);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await files.write('secret.txt', secret);
    const { port } = server.address() as AddressInfo;
    const canary: Canary = { url: `http://127.0.0.1:${port}/`, file: files.pathOf('secret.txt') };
    const attacks = {
      documents: documents(canary),
      strangers: strangers(),
      masks: masks(canary),
      monsters: monsters(seed, canary),
    };
    return new HostileGround(api, files, secret, seed, attacks, server, asked);
  }

  /** How often the secret was asked for at its address. */
  get hits(): number {
    return this.asked.times;
  }

  isReadable({ code, message }: Reason): boolean {
    return (
      /^content\.[a-z-]+$/.test(code) &&
      /^[A-Z].{30,300}\.$/s.test(message) &&
      !message.includes(this.secret) &&
      !/\/tmp|ffmpeg/.test(message)
    );
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
    await this.files.remove();
    await this.api.close();
  }
}
