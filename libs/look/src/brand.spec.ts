import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { COLOURS, contrast, faultOf, inkOn, launcherLook, RULES, variablesOf, wordsIn } from './brand.js';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('contrast', () => {
  it('is WCAG’s ratio', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });
});

describe('a company’s colour', () => {
  it('is suggested so that it will do, whatever was chosen, and what will do is left alone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...COLOURS), colour, (name, chosen) => {
        const fault = faultOf(name, chosen);
        if (fault) expect(faultOf(name, fault.suggestion)).toBeNull();
        else expect(contrast(chosen, inkOn(name, chosen))).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it('keeps its hue when another is suggested', () => {
    const { suggestion = '' } = faultOf('buttonLight', '#ff7043') ?? {};
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(suggestion.slice(at, at + 2), 16));
    expect([red > green, green > blue]).toEqual([true, true]);
  });

  it('is refused with a sentence that says what is wrong and what will do', () => {
    expect(faultOf('lamp', '#553311')?.message).toMatch(
      /^Text on the highlight colour would be hard to read: 1\.\d to 1, and 4\.5 to 1 is needed\. .* is #[0-9a-f]{6}\.$/,
    );
    expect(faultOf('buttonDark', '#123456')?.message).toMatch(/^On a panel, the buttons of the dark theme would/);
  });

  it('is fine where a company chose nothing', () => {
    expect(COLOURS.filter((name) => faultOf(name, RULES[name].plain))).toEqual([]);
  });

  it('is checked against what the page really writes with', () => {
    const tokens = readFileSync(`${__dirname}/../tokens.css`, 'utf8');
    const inks = /--glass-ink-2: light-dark\((#\w+), (#\w+)\)/.exec(tokens);
    const solid = /--glass-solid: light-dark\((#\w+), (#\w+)\)/.exec(tokens);
    const floor = /--floor: light-dark\((#\w+), (#\w+)\)/.exec(tokens);
    expect([inks?.[1], inks?.[2]]).toEqual([RULES.floorLight.inks[0], RULES.floorDark.inks[0]]);
    expect([solid?.[1], solid?.[2]]).toEqual([RULES.buttonLight.panel, RULES.buttonDark.panel]);
    expect([floor?.[1], floor?.[2]]).toEqual([RULES.floorLight.plain, RULES.floorDark.plain]);
    expect(tokens).toContain(`--on-lamp: ${RULES.lamp.inks[0] ?? ''};`);
  });
});

describe('what a company chose', () => {
  const plain = { lamp: '#f3b25a', font: 'inter', colours: {} } as const;

  it('becomes custom properties, and what it left alone does not', () => {
    expect(variablesOf(plain)).toEqual({ '--lamp': '#f3b25a', '--on-lamp': '#2a1a02' });
    const chosen = variablesOf({ ...plain, font: 'serif', colours: { buttonLight: '#7a1f3d', floorDark: '#101418' } });
    expect(chosen).toMatchObject({
      '--button': 'light-dark(#7a1f3d, #ffffff)',
      '--on-button': 'light-dark(#ffffff, #0e1b1f)',
      '--floor': 'light-dark(#a9c4c2, #101418)',
    });
    expect(chosen['--font']).toMatch(/serif$/);
  });

  it('gives the launcher writing that reads on it', () => {
    expect(launcherLook({ ...plain, colours: { launcher: '#ffd400' } }).ink).toBe('#0e1b1f');
    expect(launcherLook(plain).ink).toBe('#ffffff');
  });
});

describe('the company’s words', () => {
  const wording = { en: { launcher: 'Talk to us' }, nl: { launcher: 'Praat met ons' } };

  it('are those of the visitor’s first language that has any, else of the first there is', () => {
    expect(wordsIn(wording, ['fr', 'nl-BE', 'en']).launcher).toBe('Praat met ons');
    expect(wordsIn(wording, ['fr']).launcher).toBe('Talk to us');
    expect(wordsIn({}, ['fr'])).toEqual({});
  });
});
