import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The test file of the antivirus makers, which every scanner finds. In two parts, or one would find this file. */
export const EICAR = Buffer.from('X5O!P%@AP[4\\PZX54(P^)7CC)7}$' + 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*');

/** Speaks clamd's INSTREAM as its manual has it, and finds one virus. */
export class Clamd {
  readonly files: Buffer[] = [];
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly limitBytes: number) {
    this.server = createServer((socket) => {
      this.sockets.add(socket.on('error', () => undefined));
      socket.once('close', () => this.sockets.delete(socket));
      void this.serve(socket).catch(() => socket.destroy());
    });
  }

  static async start(limitBytes = Infinity, port = 0): Promise<Clamd> {
    const clamd = new Clamd(limitBytes);
    await new Promise<void>((resolve, reject) => clamd.server.once('error', reject).listen(port, '127.0.0.1', resolve));
    return clamd;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  close(done: () => void): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close(() => done());
  }

  private async serve(socket: Socket): Promise<void> {
    let kept = Buffer.alloc(0);
    const input = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    const take = async (bytes: number): Promise<Buffer> => {
      while (kept.length < bytes) {
        const { value, done } = await input.next();
        if (done) throw new Error('hung up');
        kept = Buffer.concat([kept, value]);
      }
      const taken = kept.subarray(0, bytes);
      kept = kept.subarray(bytes);
      return taken;
    };
    if ((await take(10)).toString('latin1') !== 'zINSTREAM\0') return void socket.end('UNKNOWN COMMAND\0');
    const pieces: Buffer[] = [];
    for (let size = 0; ;) {
      const length = (await take(4)).readUInt32BE();
      if (length === 0) break;
      size += length;
      if (size > this.limitBytes) return void socket.end('INSTREAM size limit exceeded. ERROR\0');
      pieces.push(Buffer.from(await take(length)));
    }
    const file = Buffer.concat(pieces);
    this.files.push(file);
    socket.end(file.includes(EICAR) ? 'stream: Win.Test.EICAR_HDB-1 FOUND\0' : 'stream: OK\0');
  }
}
