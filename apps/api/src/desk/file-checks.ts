import { Injectable } from '@nestjs/common';
import { fileTypeFromBuffer } from 'file-type';
import { isUtf8 } from 'node:buffer';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { VirusScan } from '../content/preparing/virus-scan.js';
import { ChildError } from '../media/child.js';
import { MediaFault, NotNow } from '../media/fault.js';
import { Transcoder } from '../media/transcoder.js';
import { Problem } from '../platform/problem.js';

/** Somebody waits for it. */
const PICTURE_MS = 60_000;
const IMAGES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp']);

/** A file that may be passed on. */
export interface Examined {
  type: string;
  content: Buffer;
}

/** The checks of the library for what is sent in a talk: by its bytes, by ClamAV, and pictures by a look in the sandbox. */
@Injectable()
export class FileChecks {
  constructor(
    private readonly transcoder: Transcoder,
    private readonly viruses: VirusScan,
  ) {}

  /** Answers the file as it is passed on, or refuses it with a sentence that says why. */
  async examine(content: Buffer): Promise<Examined> {
    if (content.length === 0) throw new Problem('content.empty');
    const type = (await fileTypeFromBuffer(content))?.mime ?? (isText(content) ? 'text/plain' : undefined);
    if (type === undefined || !(IMAGES.has(type) || type === 'application/pdf' || type === 'text/plain'))
      throw new Problem('message.file-type');
    try {
      await this.viruses.checkBytes(content);
      return IMAGES.has(type) ? await this.picture(content) : { type, content };
    } catch (error) {
      if (error instanceof NotNow) throw new Problem('server.busy', { detail: error.reason.message });
      if (error instanceof ChildError && error.cause === 'aborted') throw new Problem('server.busy');
      if (error instanceof MediaFault) throw new Problem('message.file-refused', { detail: error.reason.message });
      throw error;
    }
  }

  /** Made anew from its pixels: where and with what it was taken is not passed on. */
  private async picture(content: Buffer): Promise<Examined> {
    const dir = await mkdtemp(path.join(tmpdir(), 'calldocker-picture-'));
    try {
      const file = path.join(dir, 'picture');
      await writeFile(file, content);
      const { renditions } = await this.transcoder.make(file, dir, AbortSignal.timeout(PICTURE_MS), () => undefined);
      if (!renditions[0]) throw new Error('A picture that was made anew is not there');
      return { type: 'image/webp', content: await readFile(path.join(dir, renditions[0].path)) };
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  }
}

const isText = (content: Buffer): boolean => isUtf8(content) && !content.includes(0);
