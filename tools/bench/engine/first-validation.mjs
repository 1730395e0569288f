import { validate } from '@calldocker/flow-engine';
import { longFlow } from './long-flow.mjs';

// The thread's own milliseconds of the first validation in a process, when nothing is compiled yet.
const definition = JSON.parse(JSON.stringify(longFlow(2000)));
const before = process.threadCpuUsage();
validate(definition);
const { user, system } = process.threadCpuUsage(before);
process.send((user + system) / 1000);
