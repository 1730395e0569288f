import { look, type Media } from './look.js';

export { fault, MediaFault, type Reason } from './fault.js';
export { clock, MEDIA_LIMITS } from './limits.js';
export type { Media } from './look.js';
export type { Kind } from './magic.js';

/** Magic bytes and ffprobe in one. */
export const sniff = (path: string, ffprobe: string): Promise<Media> => look(path, ffprobe);
