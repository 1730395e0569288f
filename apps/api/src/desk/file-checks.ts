import { Injectable } from '@nestjs/common';
import { fileTypeFromBuffer } from 'file-type';
import { isUtf8 } from 'node:buffer';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { VirusScan } from '../content/preparing/virus-scan.js';
import { MediaFault, NotNow } from '../media/fault.js';
import { look } from '../media/look.js';
import { Config } from '../platform/config.js';
import { Problem } from '../platform/problem.js';

const IMAGES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp']);

/** The checks of the library for what is sent in a talk: by its bytes, by ClamAV, and pictures by a look in the sandbox. */
@Injectable()
export class FileChecks {
  constructor(
    private readonly config: Config,
    private readonly viruses: VirusScan,
  ) {}

  /** Answers what the file is, or refuses it with a sentence that says why. */
  async examine(content: Buffer): Promise<string> {
    if (content.length === 0) throw new Problem('content.empty');
    const type = (await fileTypeFromBuffer(content))?.mime ?? (isText(content) ? 'text/plain' : undefined);
    if (type === undefined || !(IMAGES.has(type) || type === 'application/pdf' || type === 'text/plain'))
      throw new Problem('message.file-type');
    try {
      await this.viruses.checkBytes(content);
      if (IMAGES.has(type)) await this.lookAt(content);
    } catch (error) {
      if (error instanceof NotNow) throw new Problem('server.busy', { detail: error.reason.message });
      if (error instanceof MediaFault) throw new Problem('message.file-refused', { detail: error.reason.message });
      throw error;
    }
    return type;
  }

  private async lookAt(content: Buffer): Promise<void> {
    const dir = await mkdtemp(path.join(tmpdir(), 'calldocker-picture-'));
    try {
      const file = path.join(dir, 'picture');
      await writeFile(file, content);
      await look(file, this.config.ffprobePath);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  }
}

const isText = (content: Buffer): boolean => isUtf8(content) && !content.includes(0);
