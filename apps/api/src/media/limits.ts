import { fault } from './fault.js';

/** What one file may ask of us. */
export interface MediaLimits {
  fileBytes: number;
  durationSeconds: number;
  /** Of one picture: its width times its height. */
  pixels: number;
  /** Pictures, sounds, subtitles and data; attached files do not count. */
  streams: number;
  framesPerSecond: number;
}

export const MEDIA_LIMITS: MediaLimits = {
  fileBytes: 2 * 1024 ** 3,
  durationSeconds: 4 * 3600,
  pixels: 8192 * 8192,
  streams: 32,
  framesPerSecond: 300,
};

export const tooLong = (seconds: number, limits: MediaLimits): Error =>
  fault('too-long', `This file lasts ${clock(seconds)}. The longest we take is ${clock(limits.durationSeconds)}.`);

/** 83.4 -> 1:23 */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
