import { Injectable } from '@nestjs/common';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fault, NotNow } from '../../media/fault.js';
import { Config } from '../../platform/config.js';
import { log } from '../../platform/log.js';
import { Storage } from '../../platform/storage/storage.js';

/** clamd works on a file when it has all of it, and says nothing meanwhile. */
const SILENCE_MS = 180_000;
const LONGEST_ANSWER = 4096;
const CLEAN = 'stream: OK';

/** clamd gave no verdict: it is away, or has trouble of its own. */
export class ScannerAway extends NotNow {
  constructor(cause: unknown) {
    super(
      {
        code: 'content.scanner-away',
        message:
          'Waiting for the virus scanner. It does not answer at present; this file goes on by itself as soon as it does.',
      },
      cause,
    );
  }
}

/** Asks ClamAV about uploads, where the operator has named one. */
@Injectable()
export class VirusScan {
  constructor(
    private readonly config: Config,
    private readonly storage: Storage,
  ) {}

  /**
   * Ends when the file is clean. A `MediaFault`: it may not be taken. `ScannerAway`: nobody can say, so try again.
   * @param isOurs asked before the file is deleted: whoever was frozen meanwhile has no say in it any more
   */
  async check(key: string, isOurs: () => Promise<boolean>, signal?: AbortSignal): Promise<void> {
    const { clamav } = this.config;
    if (!clamav) return;
    if (((await this.storage.size(key)) ?? 0) > clamav.limitBytes) throw tooLarge();
    const answer = await ask(clamav, await this.storage.get(key), signal);
    if (answer === CLEAN) return;
    if (answer.endsWith(' FOUND')) {
      log.warn({ key, answer }, 'virus found');
      if (await isOurs()) await this.storage.remove(key);
      throw fault(
        'infected',
        'A virus was found in this file, so it was deleted. Check the device that it comes from.',
      );
    }
    if (answer.includes('size limit exceeded')) throw tooLarge();
    throw new ScannerAway(`clamd answered: ${answer}`);
  }

  /** The same for what is not in the store yet. */
  async checkBytes(bytes: Buffer): Promise<void> {
    const { clamav } = this.config;
    if (!clamav) return;
    if (bytes.length > clamav.limitBytes) throw tooLarge();
    const answer = await ask(clamav, Readable.from([bytes]));
    if (answer === CLEAN) return;
    if (answer.endsWith(' FOUND')) throw fault('infected', 'A virus was found in this file, so it was not taken.');
    if (answer.includes('size limit exceeded')) throw tooLarge();
    throw new ScannerAway(`clamd answered: ${answer}`);
  }
}

/** The command INSTREAM of clamd: pieces, each after its length in four bytes, and an empty one as the end. */
async function ask(at: { host: string; port: number }, file: Readable, signal?: AbortSignal): Promise<string> {
  const socket = connect(at);
  let answer = '';
  let heard = false;
  socket.setTimeout(SILENCE_MS, () => socket.destroy(new ScannerAway('clamd is silent')));
  socket.setEncoding('latin1').on('data', (text: string) => {
    answer += text;
    if (answer.length > LONGEST_ANSWER) socket.destroy(new ScannerAway('clamd answers at length'));
    // That is all, even where it did not want to hear the rest.
    else if (answer.includes('\0')) socket.destroy();
  });
  const closed = once(socket, 'close', { signal });
  try {
    await pipeline(framed(file), socket, { end: false, signal });
    heard = true;
    await closed;
  } catch (error) {
    // What else comes here is the system saying how the connection ended; an answer before that stands.
    if (signal?.aborted) throw signal.reason;
    if (error === file.errored) throw error;
    if (!answer.includes('\0')) throw error instanceof ScannerAway ? error : new ScannerAway(error);
  } finally {
    closed.catch(() => undefined);
    socket.destroy();
    file.destroy();
  }
  if (!answer.includes('\0')) throw new ScannerAway('clamd went without an answer');
  const verdict = answer.slice(0, answer.indexOf('\0')).trim();
  if (verdict === CLEAN && !heard) throw new ScannerAway('clamd answered before the end');
  return verdict;
}

async function* framed(file: Readable): AsyncIterable<Buffer> {
  yield Buffer.from('zINSTREAM\0');
  for await (const piece of file as AsyncIterable<Buffer>) yield* [lengthOf(piece), piece];
  yield lengthOf(Buffer.alloc(0));
}

function lengthOf(piece: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(piece.length);
  return length;
}

const tooLarge = (): Error =>
  fault(
    'too-large-to-scan',
    'This file is larger than the virus scanner takes. Ask whoever runs the server to let it take more, then retry.',
  );
