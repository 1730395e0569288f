export type { LinkState, Shows, Signal } from './call-link.js';
export { canCall, CallSession, devicesOf, type CallSessionOptions } from './call-session.js';
export { MediaRefused } from './devices.js';
export { figuresOf, qualityOf, type Figures, type Quality } from './quality.js';
export { SignalBox, type Mailbox } from './signal-box.js';
