import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Reason } from '../src/media/fault.js';
import { MediaFiles, type Bytes } from './content.helpers.js';
import { documents, masks, strangers, type Attack, type Canary } from './content.hostile.js';
import { monsters, seeds } from './content.monsters.js';
import { bootApi, type Harness } from './harness.js';

/** A server with all hostile files, and a secret that none of them may come to: in a file, and at an address that counts. */
export class HostileGround {
  private readonly secret = `CANARY-${randomBytes(12).toString('hex')}`;
  private readonly server = createServer((_request, response) => {
    this.hits++;
    response.end(this.secret);
  });
  /** How often the secret was asked for at its address. */
  hits = 0;
  /** Made once: what they unpack to is large. */
  attacks: Record<'documents' | 'masks' | 'monsters' | 'strangers', Attack[]> = {
    ...{ documents: [], masks: [], monsters: [], strangers: [] },
  };

  private constructor(
    readonly api: Harness,
    readonly files: MediaFiles,
    readonly seed: Record<string, Bytes>,
  ) {}

  static async open(): Promise<HostileGround> {
    const api = await bootApi();
    const files = await MediaFiles.in(api);
    const ground = new HostileGround(api, files, await seeds(files));
    await ground.arm();
    return ground;
  }

  private async arm(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    await this.files.write('secret.txt', this.secret);
    const { port } = this.server.address() as AddressInfo;
    const canary: Canary = { url: `http://127.0.0.1:${port}/`, file: this.files.pathOf('secret.txt') };
    this.attacks = {
      documents: documents(canary),
      strangers: strangers(),
      masks: masks(canary),
      monsters: monsters(this.seed, canary),
    };
  }

  carriesSecret(made: Buffer): boolean {
    return made.includes(this.secret);
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
