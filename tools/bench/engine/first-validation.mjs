import { validate } from '@calldocker/flow-engine';
import { longFlow } from './long-flow.mjs';

// Milliseconds of the first validation in a process, when nothing is compiled yet.
const definition = JSON.parse(JSON.stringify(longFlow(2000)));
const began = performance.now();
validate(definition);
process.send(performance.now() - began);
