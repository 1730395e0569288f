import type { Media } from './look.js';

/** What a transcode made of a file. */
export interface Made {
  media: Media;
  durationSeconds: number | null;
  loudness: number | null;
  renditions: MadeRendition[];
}

export interface MadeRendition {
  name: string;
  path: string;
  bytes: number;
  width?: number;
  height?: number;
  bitrate?: number;
}
