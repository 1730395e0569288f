import { inBrowser, journey } from './journey.js';
import { loseTheNetworkAtEachStep } from './offline-journey.js';

inBrowser();

journey(
  'half a minute without a network at each step loses no input, and counts none twice',
  (at) => loseTheNetworkAtEachStep(at, 30),
  480_000,
);
