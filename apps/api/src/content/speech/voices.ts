import { Injectable } from '@nestjs/common';
import { Problem } from '../../platform/problem.js';
import { EspeakEngine } from './espeak.js';
import { HttpEngine } from './http-engine.js';

export interface Voice {
  /** The engine's name and what the engine calls the voice: `espeak-ng:gmw/en-US`. */
  id: string;
  name: string;
  /** BCP 47 tag. */
  language: string;
  engine: string;
}

/** What an engine says of a voice of its own. */
export interface EngineVoice {
  key: string;
  name: string;
  language: string;
  /** Other tags that it speaks; a smaller number speaks one better. The voice's own language counts as 5. */
  others?: { language: string; rank: number }[];
}

/** A program or server that speaks. One that is not there has no voices. */
export interface Engine {
  readonly name: string;
  voices(): Promise<EngineVoice[]>;
  /** A WAV file. `speed` is relative to the voice's usual one. */
  speak(text: string, key: string, speed: number): Promise<Buffer>;
}

const OWN_RANK = 5;
/** Speaking at the same time in one process; others wait for their turn. */
const AT_ONCE = 2;
/** A minute's work, about: who comes later is told so, and does not hang. */
const WAITING = 20;

/** Every voice of every engine that this installation has. */
@Injectable()
export class Voices {
  private readonly engines: Engine[];
  private readonly turns = new Turns(AT_ONCE);

  constructor(espeak: EspeakEngine, http: HttpEngine) {
    // Whoever set up a voice server wants it first.
    this.engines = [http, espeak];
  }

  async list(): Promise<Voice[]> {
    return (await this.known()).map(({ voice }) => voice);
  }

  /** The voice of this id, else the best one for the language; a refusal that lists what there is when none fits. */
  async choose(language: string, id?: string): Promise<Voice> {
    const known = await this.known();
    if (known.length === 0) throw new Problem('content.no-voice');
    const chosen = id === undefined ? bestFor(language, known) : known.find(({ voice }) => voice.id === id);
    if (chosen) return chosen.voice;
    if (id !== undefined) throw new Problem('content.unknown-voice', { voices: known.map(({ voice }) => voice.id) });
    const languages = [...new Set(known.map(({ voice }) => voice.language))].sort();
    throw new Problem('content.voice-language', { languages });
  }

  speak(text: string, voice: Voice, speed: number): Promise<Buffer> {
    const engine = this.engines.find(({ name }) => name === voice.engine);
    if (!engine) throw new Problem('content.no-voice');
    return this.turns.take(() => engine.speak(text, voice.id.slice(engine.name.length + 1), speed));
  }

  private async known(): Promise<Known[]> {
    const lists = await Promise.all(
      this.engines.map(async (engine) =>
        (await engine.voices()).map(({ key, name, language, others = [] }) => ({
          voice: { id: `${engine.name}:${key}`, name, language, engine: engine.name },
          speaks: [{ language, rank: OWN_RANK }, ...others],
        })),
      ),
    );
    return lists.flat();
  }
}

export interface Known {
  voice: Voice;
  speaks: { language: string; rank: number }[];
}

/** For pt-BR: a voice that speaks it, else one of pt, else any whose language is a kind of pt. The first wins among equals. */
export function bestFor(language: string, known: readonly Known[]): Known | undefined {
  for (let tag = language.toLowerCase(); ; tag = tag.slice(0, tag.lastIndexOf('-'))) {
    const exact = best(known, (spoken) => spoken === tag);
    if (exact) return exact;
    if (!tag.includes('-')) return best(known, (spoken) => spoken.startsWith(`${tag}-`));
  }
}

function best(known: readonly Known[], fits: (language: string) => boolean): Known | undefined {
  let found: { rank: number; one: Known } | undefined;
  for (const one of known)
    for (const { language, rank } of one.speaks)
      if (fits(language.toLowerCase()) && (!found || rank < found.rank)) found = { rank, one };
  return found?.one;
}

/** Lets a few work at once, the others in the order in which they came. */
class Turns {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting.length >= WAITING) throw new Problem('server.busy', { retryAfter: 10 });
    if (this.free > 0) this.free--;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free++;
    }
  }
}
