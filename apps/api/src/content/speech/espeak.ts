import { Injectable } from '@nestjs/common';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Config } from '../../platform/config.js';
import { log } from '../../platform/log.js';
import { Problem } from '../../platform/problem.js';
import { ChildError, type ChildOptions } from '../../media/child.js';
import { runSandboxed } from '../../media/sandbox.js';
import type { Engine, EngineVoice } from './voices.js';
import { LONGEST_SOUND, wholeWav } from './wav.js';

const SPEAKING_MS = 60_000;
const LISTING_MS = 15_000;
/** Words a minute at speed 1. */
const USUAL_PACE = 175;

/** The embedded engine: a program in a process of its own, asked by an argument array, its text on standard input. */
@Injectable()
export class EspeakEngine implements Engine {
  readonly name = 'espeak-ng';
  private listed: Promise<EngineVoice[]> | undefined;

  constructor(private readonly config: Config) {}

  voices(): Promise<EngineVoice[]> {
    this.listed ??= this.run(['--voices'], { timeoutMs: LISTING_MS }).then(readVoices);
    return this.listed.catch((err: unknown) => {
      this.listed = undefined;
      // That it is not installed is no fault.
      if (!(err instanceof ChildError && err.cause === 'missing'))
        log.warn({ err }, 'espeak-ng does not tell its voices');
      return [];
    });
  }

  async speak(text: string, key: string, speed: number): Promise<Buffer> {
    const pace = String(Math.round(USUAL_PACE * speed));
    try {
      const spoken = await this.run(['--stdin', '--stdout', '-b', '1', '-v', key, '-s', pace], {
        timeoutMs: SPEAKING_MS,
        input: plain(text),
        encoding: 'latin1',
        maxOutput: LONGEST_SOUND,
      });
      return wholeWav(Buffer.from(spoken, 'latin1'));
    } catch (error) {
      if (!(error instanceof ChildError)) throw error;
      if (error.cause === 'output') throw new Problem('content.speech-too-long');
      log.error({ err: error, voice: key }, 'espeak-ng failed');
      throw new Problem('content.voice-failed');
    }
  }

  /** Behind the walls that media programs have: it opens nothing but its own files, and has no network. */
  private async run(args: string[], options: ChildOptions): Promise<string> {
    const { file, first, reads } = programOf(this.config.espeakPath);
    const room = { reads, cpuSeconds: SPEAKING_MS / 1000, trial: [...first, '--version'] };
    return (await runSandboxed(file, [...first, ...args], room, options)).stdout;
  }
}

/**
 * A script stands for npm's WebAssembly build (tools/espeak-ng.mjs): Node runs it, with leave to read it and that package
 * and to do nothing else.
 */
function programOf(file: string): { file: string; first: string[]; reads: string[] } {
  if (!file.endsWith('.mjs')) return { file, first: [], reads: [] };
  const reads = [file, packageOf(file)];
  return {
    file: process.execPath,
    first: ['--permission', ...reads.map((each) => `--allow-fs-read=${each}`), file],
    reads,
  };
}

function packageOf(script: string): string {
  try {
    return path.dirname(createRequire(script).resolve('espeak-ng/package.json'));
  } catch {
    // MODULE_NOT_FOUND: npm left out the optional package.
    throw new ChildError('missing', '');
  }
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
