import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config.js';
import { log } from '../../platform/log.js';
import { OutboundError } from '../../platform/outbound/outbound-error.js';
import { Outbound, type OutboundAnswer } from '../../platform/outbound/outbound.js';
import { Problem } from '../../platform/problem.js';
import type { Engine, EngineVoice } from './voices.js';
import { LONGEST_SOUND, wholeWav } from './wav.js';

const SPEAKING_MS = 60_000;

/** A server that speaks the `POST /v1/audio/speech` which OpenAI began and self-hosted engines share (docs/operations.md). */
@Injectable()
export class HttpEngine implements Engine {
  readonly name = 'http';

  constructor(
    private readonly config: Config,
    private readonly outbound: Outbound,
  ) {}

  async voices(): Promise<EngineVoice[]> {
    const { voice } = this.config;
    return voice ? voice.names.map(({ language, key }) => ({ key, name: key, language })) : [];
  }

  async speak(text: string, key: string, speed: number): Promise<Buffer> {
    const answer = await this.ask({ input: text, voice: key, speed });
    if (answer.status === 200) return wholeWav(answer.body);
    log.error({ status: answer.status, voice: key }, 'the voice server refused');
    throw new Problem('content.voice-failed', { detail: `The voice server answered ${answer.status}.` });
  }

  private async ask(what: object): Promise<OutboundAnswer> {
    const { voice } = this.config;
    if (!voice) throw new Problem('content.no-voice');
    try {
      return await this.outbound.send({
        method: 'POST',
        url: voice.url,
        headers: [
          { name: 'content-type', value: 'application/json' },
          ...(voice.apiKey ? [{ name: 'authorization', value: `Bearer ${voice.apiKey}` }] : []),
        ],
        body: JSON.stringify({ model: voice.model, response_format: 'wav', ...what }),
        allow: voice.target,
        timeoutMs: SPEAKING_MS,
        maxBytes: LONGEST_SOUND,
      });
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error;
      if (error.code === 'too-large') throw new Problem('content.speech-too-long');
      throw new Problem('content.voice-failed', { detail: `The voice server did not answer (${error.code}).` });
    }
  }
}
