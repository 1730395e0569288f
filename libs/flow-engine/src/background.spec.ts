import {
  compare,
  executableJson,
  merge,
  referencesOf,
  validate,
  type ContentFact,
  type Definition,
  type Facts,
} from './index.js';
import { say, flow } from '../testing/flows.js';

const media = { en: { contentId: 'music' } };
const facts = (content: Facts['content']): Facts => ({ content });
const piece: ContentFact = { kind: 'audio', status: 'ready', name: 'Waves', captions: [] };

const sounding = (background: unknown): Definition => ({ ...flow({ say }), background }) as Definition;

function found(background: unknown, content: Facts['content'] = { music: piece }): string[] {
  return validate(sounding(background), facts(content)).map(
    ({ code, field, message }) => `${code} ${field}: ${message}`,
  );
}

describe('a background sound', () => {
  test('is in order with one piece for all languages, without captions, whether sound or film', () => {
    expect(found({ media, volume: 40 })).toEqual([]);
    expect(found({ media, volume: 1 }, { music: { ...piece, kind: 'video' } })).toEqual([]);
  });

  test.each<[string, unknown, Facts['content'], string]>([
    [
      'not chosen',
      { media: {}, volume: 40 },
      {},
      'media.missing background.media: The background sound is not chosen yet.',
    ],
    ['gone', { media, volume: 40 }, {}, 'media.unknown background.media.en: The background sound: its media are no'],
    [
      'not ready',
      { media, volume: 40 },
      { music: { ...piece, status: 'working' } },
      'media.not-ready background.media.en',
    ],
    [
      'a picture',
      { media, volume: 40 },
      { music: { ...piece, kind: 'image' } },
      'media.wrong-kind background.media.en',
    ],
    ['silent', { media, volume: 0 }, undefined, 'value.range background.volume'],
    ['too loud', { media, volume: 101 }, undefined, 'value.range background.volume'],
    ['no number', { media, volume: 'loud' }, undefined, 'structure.type background.volume'],
    ['something else', { media, volume: 40, loop: true }, undefined, 'structure.unknown background.loop'],
  ])('that is %s keeps the flow from being published', (_what, background, content, told) => {
    expect(found(background, content).join()).toContain(told);
  });

  test('takes no other word at a node than silent', () => {
    const loud = flow({ say: { ...say, background: 'loud' as 'silent' } });
    expect(validate(loud).map(({ code, field }) => `${code} ${field}`)).toContain('structure.type background');
    expect(validate(flow({ say: { ...say, background: 'silent' } }))).toEqual(validate(flow({ say })));
  });

  test('is named among what a flow needs of the library', () => {
    expect(referencesOf(sounding({ media, volume: 40 })).content).toEqual(['music']);
  });

  test('is part of what executes, and a change of it is told and merged', () => {
    const [base, louder] = [sounding({ media, volume: 40 }), sounding({ media, volume: 60 })];
    expect(executableJson(base)).not.toBe(executableJson(louder));
    expect(compare(base, louder)).toMatchObject([{ what: 'setting.changed', field: 'background' }]);
    const renamed = flow({ say: { ...say, name: 'Hi' } });
    const { merged, conflicts } = merge(base, louder, { ...base, nodes: renamed.nodes });
    expect([merged.background?.volume, merged.nodes['say']?.name, conflicts]).toEqual([60, 'Hi', []]);
  });
});
