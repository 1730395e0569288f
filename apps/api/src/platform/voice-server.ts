import { readAllowedTargets, type AllowedTarget } from './outbound/outbound-targets.js';

/** A server that speaks, by the `POST /v1/audio/speech` that OpenAI began. */
export interface VoiceServer {
  url: string;
  apiKey: string | null;
  model: string;
  /** What it can speak with: it has no way to tell us. */
  names: readonly { language: string; key: string }[];
  /** The server itself, which may stand inside our own network. */
  target: readonly AllowedTarget[];
}

/** Reads `VOICE_URL` and what belongs to it; null when there is none. */
export function readVoiceServer(
  env: Record<string, string | undefined>,
  fault: (sentence: string) => void,
): VoiceServer | null {
  const url = env['VOICE_URL'];
  if (!url) return null;
  const address = URL.parse(url);
  if (!address || !/^https?:$/.test(address.protocol)) {
    fault('VOICE_URL must be an address such as http://voices:8880/v1/audio/speech');
    return null;
  }
  const names = (env['VOICE_NAMES'] ?? '').split(',').flatMap((entry) => {
    const [, tag, key] = /^([^=]+)=(\S+)$/.exec(entry.trim()) ?? [];
    const language = tag && canonical(tag.trim());
    if (language && key) return [{ language, key }];
    fault(`VOICE_NAMES has “${entry.trim()}”; name each voice with its language, as in en-US=heart, fr=siwis`);
    return [];
  });
  const port = address.port || (address.protocol === 'https:' ? '443' : '80');
  const target = readAllowedTargets(`${address.hostname}:${port}`, () => fault('VOICE_URL has no host'));
  return { url, apiKey: env['VOICE_KEY'] || null, model: env['VOICE_MODEL'] || 'tts-1', names, target };
}

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    // RangeError: no language tag.
    return undefined;
  }
}
