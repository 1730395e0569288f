import type { Screen } from '../wire.js';
import { loudness, type Surround } from './loudness.js';

const background = { contentId: 'waves', volume: 40 };
const menu: Screen = {
  kind: 'menu',
  nodeId: 'menu',
  language: 'en',
  prompt: 'What?',
  choices: [],
  bargeIn: true,
  background,
};
const around: Surround = {
  ...{ screen: menu, mode: 'video', on: true, audible: true, hidden: false },
  ...{ away: false, playback: 'idle', listening: false, filled: false },
};
const volume = (different: Partial<Surround>): number | null => loudness({ ...around, ...different })?.volume ?? null;

const decibels = (different: Partial<Surround>): number => 20 * Math.log10((volume(different) ?? 0) / 0.4);

test.each(['idle', 'ended', 'failed'] as const)('it has its own loudness while the host is %s', (playback) => {
  expect(volume({ playback })).toBe(0.4);
});

test.each(['playing', 'loading'] as const)('it is 12 to 18 dB quieter while the host is %s', (playback) => {
  expect(decibels({ playback })).toBeLessThanOrEqual(-12);
  expect(decibels({ playback })).toBeGreaterThanOrEqual(-18);
});

test('it is as quiet while the visitor speaks, though the host has paused for that', () => {
  expect(decibels({ playback: 'paused', listening: true })).toBeCloseTo(-15);
});

test.each<[string, Partial<Surround>]>([
  ['the flow has none here', { screen: { ...menu, background: undefined } }],
  ['the visitor does not want it', { on: false }],
  ['nobody has tapped yet, or the page is muted', { audible: false }],
  ['everything is read', { mode: 'text' }],
  ['the widget is closed', { away: true }],
  ['the host is paused', { playback: 'paused' }],
  ['the queue has a sound of its own', { filled: true }],
  ['the tab is hidden', { hidden: true }],
  [
    'an agent is there',
    {
      screen: {
        kind: 'queue',
        nodeId: 'line',
        language: 'en',
        prompt: 'Wait.',
        queue: 'desk',
        served: true,
        background,
      },
    },
  ],
])('it stands still when %s', (_when, different) => {
  expect(loudness({ ...around, ...different })).toBeNull();
});

test('it goes on with the screen off for who has chosen to listen', () => {
  expect(volume({ hidden: true, mode: 'audio' })).toBe(0.4);
});
