import { Injectable } from '@nestjs/common';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Config } from '../../platform/config.js';
import { log } from '../../platform/log.js';
import { Problem } from '../../platform/problem.js';
import type { Engine, EngineVoice } from './voices.js';
import { LONGEST_SOUND, wholeWav } from './wav.js';

const SPEAKING_MS = 60_000;
const LISTING_MS = 15_000;
/** Words a minute at speed 1. */
const USUAL_PACE = 175;

/** Not installed, which is no fault: the program, or npm's package for the script that stands for it. */
const NOT_THERE: unknown[] = ['ENOENT', 'MODULE_NOT_FOUND'];

/** The embedded engine: a program in a process of its own, asked by an argument array, text by standard input. */
@Injectable()
export class EspeakEngine implements Engine {
  readonly name = 'espeak-ng';
  private listed: Promise<EngineVoice[]> | undefined;

  constructor(private readonly config: Config) {}

  voices(): Promise<EngineVoice[]> {
    this.listed ??= this.run(['--voices'], LISTING_MS).then((list) => readVoices(list.toString('utf8')));
    return this.listed.catch((err: unknown) => {
      this.listed = undefined;
      if (!NOT_THERE.includes(codeOf(err))) log.warn({ err }, 'espeak-ng does not tell its voices');
      return [];
    });
  }

  async speak(text: string, key: string, speed: number): Promise<Buffer> {
    const pace = String(Math.round(USUAL_PACE * speed));
    try {
      const spoken = await this.run(
        ['--stdin', '--stdout', '-b', '1', '-v', key, '-s', pace],
        SPEAKING_MS,
        plain(text),
      );
      return wholeWav(spoken);
    } catch (error) {
      if (error instanceof Problem) throw error;
      if (codeOf(error) === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') throw new Problem('content.speech-too-long');
      log.error({ err: error, voice: key }, 'espeak-ng failed');
      throw new Problem('content.voice-failed');
    }
  }

  private async run(args: string[], timeout: number, input = ''): Promise<Buffer> {
    const [file, ...first] = program(this.config.espeakPath);
    return new Promise((resolve, reject) => {
      const child = execFile(
        file,
        [...first, ...args],
        { encoding: 'buffer', timeout, killSignal: 'SIGKILL', maxBuffer: LONGEST_SOUND, env: {} },
        (error, stdout) => (error ? reject(error) : resolve(stdout)),
      );
      // EPIPE: it ended before it had read all. How it ended is told above.
      child.stdin?.on('error', () => undefined).end(input);
    });
  }
}

/**
 * A script stands for npm's WebAssembly build (tools/espeak-ng.mjs): Node runs it, with leave to read it and that package
 * and to do nothing else.
 */
function program(file: string): [string, ...string[]] {
  if (!file.endsWith('.mjs')) return [file];
  const engine = path.dirname(createRequire(file).resolve('espeak-ng/package.json'));
  return [process.execPath, '--permission', `--allow-fs-read=${file}`, `--allow-fs-read=${engine}`, file];
}

/** espeak-ng takes what stands in double brackets for phonemes, even in plain text. */
const plain = (text: string): string => text.replace(/\[(?=\[)/g, '[ ');

/**
 * The table that `--voices` prints: priority, tag, age and gender, name, file, and other tags with theirs.
 * ` 5  fr-be           --/M      French_(Belgium)   roa/fr-BE            (fr 8)`
 */
export function readVoices(table: string): EngineVoice[] {
  const voices = table.split('\n').flatMap((line): EngineVoice[] => {
    const [, tag, name, key, more] = /^ *\d+ +(\S+) +\S+ +(\S+) +(\S+) *(.*)$/.exec(line) ?? [];
    const language = tag && canonical(tag);
    if (!language || !name || !key) return [];
    const others = [...(more ?? '').matchAll(/\((\S+) (\d+)\)/g)].flatMap(([, other = '', rank]) => {
      const known = canonical(other);
      return known ? [{ language: known, rank: Number(rank) }] : [];
    });
    return [{ key, name: name.replaceAll('_', ' ').trim(), language, others }];
  });
  return voices.sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    // RangeError: a name of espeak-ng's own, which nobody would ask for.
    return undefined;
  }
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
