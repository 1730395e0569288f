import { inBrowser, journey } from './journey.js';
import { loseTheNetworkAtEachStep } from './offline-journey.js';

inBrowser();

journey(
  'the network is lost at each step: no input is lost, and none counts twice',
  (at) => loseTheNetworkAtEachStep(at, 2),
  120_000,
);
