import path from 'node:path';
import { EspeakEngine, readVoices } from '../src/content/speech/espeak.js';
import { HttpEngine } from '../src/content/speech/http-engine.js';
import { bestFor, Voices, type Known } from '../src/content/speech/voices.js';
import { wholeWav } from '../src/content/speech/wav.js';
import { Config, ConfigError, loadConfig } from '../src/platform/config.js';
import { log } from '../src/platform/log.js';
import { readVoiceServer } from '../src/platform/voice-server.js';
import { closeOutside, door, serve } from './outside.js';

/** What `npm ci` alone brings. */
const NPM_BUILD = path.resolve(__dirname, '../../../tools/espeak-ng.mjs');

const espeak = (espeakPath = NPM_BUILD): EspeakEngine =>
  new EspeakEngine(Object.assign(new Config(), { espeakPath, voice: null }));

function server(url: string, env: Record<string, string> = {}): HttpEngine {
  const faults: string[] = [];
  const voice = readVoiceServer({ VOICE_URL: url, VOICE_NAMES: 'en-US=heart, fr=siwis', ...env }, (fault) =>
    faults.push(fault),
  );
  expect(faults).toEqual([]);
  return new HttpEngine(Object.assign(new Config(), { voice }), door());
}

const refused = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'spoken',
    (error) => [error.code, error.extra?.detail ?? null],
  );

interface Sound {
  seconds: number;
  /** Root of the mean square, of 1. */
  level: number;
}

/** Of 16-bit mono. */
function heard(wav: Buffer): Sound {
  const data = wav.indexOf('data') + 8;
  const samples = new Int16Array(wav.buffer.slice(wav.byteOffset + data, wav.byteOffset + wav.length));
  expect(wav.readUInt32LE(data - 4)).toBe(samples.length * 2);
  const square = samples.reduce((sum, sample) => sum + (sample / 32_768) ** 2, 0);
  return { seconds: samples.length / wav.readUInt32LE(24), level: Math.sqrt(square / samples.length) };
}

beforeAll(() => (log.level = 'fatal'));
afterEach(closeOutside);

describe('espeak-ng', () => {
  const engine = espeak();
  const say = async (text: string, key = 'gmw/en', speed = 1): Promise<Sound> =>
    heard(await engine.speak(text, key, speed));

  it.each([
    ['gmw/en', 'Welcome to the workshop. What can we do for you?'],
    ['gmw/de', 'Willkommen in der Werkstatt. Was können wir für Sie tun?'],
    ['roa/fr', 'Bienvenue à l’atelier. Que pouvons-nous faire pour vous ?'],
    ['sem/ar', 'مرحبا بكم في الورشة. كيف يمكننا مساعدتكم؟'],
    ['inc/hi', 'कार्यशाला में आपका स्वागत है। हम आपके लिए क्या कर सकते हैं?'],
  ])('speaks a sentence as %s', async (key, text) => {
    const { seconds, level } = await say(text, key);
    expect(seconds).toBeGreaterThan(2);
    expect(seconds).toBeLessThan(8);
    expect(level).toBeGreaterThan(0.02);
    expect(level).toBeLessThan(0.5);
  });

  it('takes longer for more text, and half as long at twice the speed', async () => {
    const sentence = 'The quick brown fox jumps over the lazy dog. ';
    const [once, often, fast, slow] = await Promise.all([
      say(sentence),
      say(sentence.repeat(10)),
      say(sentence.repeat(10), 'gmw/en', 2),
      say(sentence.repeat(10), 'gmw/en', 0.5),
    ]);
    expect(often.seconds / once.seconds).toBeGreaterThan(8);
    expect(fast.seconds / often.seconds).toBeGreaterThan(0.4);
    expect(fast.seconds / often.seconds).toBeLessThan(0.6);
    expect(slow.seconds / often.seconds).toBeGreaterThan(1.7);
  });

  it('speaks mark-up and options as they stand', async () => {
    const [plain, tag, phonemes, option] = await Promise.all([
      say('ten seconds'),
      say('<speak><break time="60s"/>ten seconds</speak>'),
      say("[[h@l'oU w'3:ld h@l'oU w'3:ld]]"),
      say('-v de --phonout=/tmp/x ten seconds'),
    ]);
    expect(tag.seconds).toBeGreaterThan(plain.seconds + 2);
    expect(tag.seconds).toBeLessThan(30);
    // As phonemes it would be two words twice; spelled out it is much longer.
    expect(phonemes.seconds).toBeGreaterThan(4);
    expect(option.seconds).toBeGreaterThan(plain.seconds + 2);
  });

  it('tells its voices, and finds one for most languages', async () => {
    const voices = new Voices(engine, new HttpEngine(Object.assign(new Config(), { voice: null }), door()));
    expect((await voices.list()).length).toBeGreaterThan(100);
    const chosen = await Promise.all(
      ['en', 'en-US', 'pt-BR', 'pt', 'fr', 'zh', 'no', 'de-CH', 'hi'].map((tag) => voices.choose(tag)),
    );
    expect(chosen.map(({ language }) => language)).toEqual(
      ['en-GB', 'en-US', 'pt-BR', 'pt', 'fr-FR', 'zh', 'nb', 'de', 'hi'].map((tag) => expect.stringMatching(tag)),
    );
    expect(chosen[1]).toMatchObject({ id: 'espeak-ng:gmw/en-US', name: 'English (America)', engine: 'espeak-ng' });
    await expect(voices.choose('tlh')).rejects.toMatchObject({
      code: 'content.voice-language',
      extra: { languages: expect.arrayContaining(['de', 'pt-BR']) },
    });
    await expect(voices.choose('en', 'espeak-ng:nobody')).rejects.toMatchObject({ code: 'content.unknown-voice' });
  });

  it('that is not installed has no voices, and is looked for again', async () => {
    for (const missing of ['/nowhere/espeak-ng', '/nowhere/espeak-ng.mjs'])
      expect(await espeak(missing).voices()).toEqual([]);
    const none = new Voices(
      espeak('/nowhere/espeak-ng'),
      new HttpEngine(Object.assign(new Config(), { voice: null }), door()),
    );
    await expect(none.choose('en')).rejects.toMatchObject({ code: 'content.no-voice' });
  });

  it('that fails is told as such', async () => {
    expect(await refused(espeak('/bin/false').speak('hello', 'gmw/en', 1))).toEqual(['content.voice-failed', null]);
    expect(await refused(espeak('/bin/echo').speak('hello', 'gmw/en', 1))).toEqual([
      'content.voice-failed',
      'The voice did not answer with a WAV file.',
    ]);
  });

  it('reads the table of voices', () => {
    const table = [
      'Pty Language       Age/Gender VoiceName          File                 Other Languages',
      ' 5  fr-be           --/M      French_(Belgium)   roa/fr-BE            (fr 8)',
      ' 5  cmn             --/M      Chinese_(Mandarin) sit/cmn              (zh 5)',
      ' 5  not_a_tag       --/M      Strange            x/strange            ',
    ].join('\n');
    expect(readVoices(table)).toEqual([
      {
        key: 'sit/cmn',
        name: 'Chinese (Mandarin)',
        language: 'zh',
        others: [{ language: 'zh', rank: 5 }],
      },
      { key: 'roa/fr-BE', name: 'French (Belgium)', language: 'fr-BE', others: [{ language: 'fr', rank: 8 }] },
    ]);
  });
});

describe('a voice server', () => {
  /** A second of silence whose header says "more to come". */
  const streamed = Buffer.alloc(44 + 44_100);
  streamed.write('RIFF\xff\xff\xff\xffWAVEfmt ', 'latin1');
  streamed.writeUInt32LE(16, 16);
  streamed.write('data\xff\xff\xff\xff', 36, 'latin1');

  it('is asked in the form of OpenAI, with its key, inside our own network', async () => {
    const outside = await serve((_asked, _request, response) => response.end(streamed));
    const engine = server(`${outside.url}/v1/audio/speech`, { VOICE_KEY: 'secret', VOICE_MODEL: 'kokoro' });
    const wav = await engine.speak('[[Hello]] "you"', 'heart', 1.5);
    expect(wav.readUInt32LE(40)).toBe(44_100);
    const [asked] = outside.asked;
    expect(asked).toMatchObject({ method: 'POST', path: '/v1/audio/speech' });
    expect(asked!.headers).toMatchObject({ authorization: 'Bearer secret', 'content-type': 'application/json' });
    expect(JSON.parse(asked!.body)).toEqual({
      model: 'kokoro',
      input: '[[Hello]] "you"',
      voice: 'heart',
      response_format: 'wav',
      speed: 1.5,
    });
  });

  it('has the voices that the operator names, before those of espeak-ng', async () => {
    const voices = new Voices(espeak('/nowhere/espeak-ng'), server('http://127.0.0.1:9/v1/audio/speech'));
    expect(await voices.list()).toEqual([
      { id: 'http:heart', name: 'heart', language: 'en-US', engine: 'http' },
      { id: 'http:siwis', name: 'siwis', language: 'fr', engine: 'http' },
    ]);
    expect(await voices.choose('en')).toMatchObject({ id: 'http:heart' });
  });

  it('that does not speak is told as such', async () => {
    const failing = await serve((_asked, _request, response) => response.writeHead(500).end('no'));
    const lying = await serve((_asked, _request, response) =>
      response.end('{"not": "sound, but longer than a header"}'),
    );
    const speak = (url: string): Promise<unknown> => refused(server(url).speak('hello', 'heart', 1));
    expect(await speak(failing.url)).toEqual(['content.voice-failed', 'The voice server answered 500.']);
    expect(await speak(lying.url)).toEqual(['content.voice-failed', 'The voice did not answer with a WAV file.']);
    expect(await speak('http://127.0.0.1:9')).toEqual([
      'content.voice-failed',
      'The voice server did not answer (unreachable).',
    ]);
  });

  it('may not lead into our network by a redirect', async () => {
    const inner = await serve((_asked, _request, response) => response.end(streamed));
    const leading = await serve((_asked, _request, response) =>
      response.writeHead(302, { location: `http://127.0.0.1:${inner.port}/` }).end(),
    );
    expect(await refused(server(leading.url).speak('hello', 'heart', 1))).toEqual([
      'content.voice-failed',
      'The voice server did not answer (refused-address).',
    ]);
    expect(inner.asked).toEqual([]);
  });

  it('is set up in words that are checked', () => {
    const faults: string[] = [];
    readVoiceServer({ VOICE_URL: 'http://voices/x', VOICE_NAMES: 'heart, nope?=x' }, (fault) => faults.push(fault));
    readVoiceServer({ VOICE_URL: 'file:///etc/passwd' }, (fault) => faults.push(fault));
    expect(faults).toHaveLength(3);
    expect(() => loadConfig({ VOICE_URL: 'nowhere' })).toThrow(ConfigError);
  });
});

it('speaks two texts at once, lets some wait, and sends the others away', async () => {
  let now = 0;
  let most = 0;
  const engine = {
    name: 'espeak-ng',
    voices: async () => [],
    speak: async (text: string) => {
      most = Math.max(most, ++now);
      await new Promise(setImmediate);
      now--;
      if (text === '3') throw new Error('hoarse');
      return Buffer.from(text);
    },
  };
  const voices = new Voices(engine as unknown as EspeakEngine, { ...engine, name: 'http' } as unknown as HttpEngine);
  const voice = { id: 'espeak-ng:x', name: 'x', language: 'en', engine: 'espeak-ng' };
  const speak = (_: unknown, i: number): Promise<unknown> => refused(voices.speak(String(i), voice, 1));
  const answers = await Promise.all(Array.from({ length: 25 }, speak));
  expect(answers.filter((answer) => answer === 'spoken')).toHaveLength(21);
  expect(answers.slice(22).map((answer) => (answer as string[])[0])).toEqual(Array(3).fill('server.busy'));
  expect(most).toBe(2);
  expect(await speak(null, 0)).toBe('spoken');
});

it('finds the best voice for a tag: itself, then what it is a kind of, then a kind of it', () => {
  const voice = (id: string, language: string, others: Known['speaks'] = []): Known => ({
    voice: { id, name: id, language, engine: 'x' },
    speaks: [{ language, rank: 5 }, ...others],
  });
  const known = [
    voice('pt', 'pt'),
    voice('br', 'pt-BR', [{ language: 'pt', rank: 6 }]),
    voice('be', 'fr-BE', [{ language: 'fr', rank: 8 }]),
    voice('at', 'de-AT'),
  ];
  const found = (tag: string): string | undefined => bestFor(tag, known)?.voice.id;
  expect(['pt-BR', 'PT', 'pt-AO', 'fr-Latn-CA', 'de', 'de-CH', 'p', 'it'].map(found)).toEqual([
    'br',
    'pt',
    'pt',
    'be',
    'at',
    'at',
    undefined,
    undefined,
  ]);
});

it('corrects the length in a WAV file of unknown length, and refuses one without sound', () => {
  const empty = Buffer.alloc(44);
  empty.write('RIFF\0\0\0\0WAVEfmt ', 'latin1');
  empty.writeUInt32LE(16, 16);
  empty.write('data', 36, 'latin1');
  expect(() => wholeWav(empty)).toThrow(expect.objectContaining({ code: 'content.voice-failed' }));
  expect(() => wholeWav(Buffer.from('RIFF'))).toThrow(expect.objectContaining({ code: 'content.voice-failed' }));
});
