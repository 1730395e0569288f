export { CAPTION_RULES, checkCues, type Finding, type FindingCode } from './check.js';
export { readTimestamp, tidy, timestamp, toMillis, type Cue } from './cue.js';
export { directionOf } from './direction.js';
export { readCaptions, type CaptionFile, type CaptionFormat, type Fault } from './read.js';
export { plain, speeches, type Speech } from './text.js';
export { writeSrt, writeVtt } from './write.js';
