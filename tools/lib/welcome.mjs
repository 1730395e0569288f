import { relative } from 'node:path';
import { DEFAULT_DEMO_PASSWORD } from './settings.mjs';

/** What a person needs next: where to look, and as whom. */
export function announce(plan, { took, logs }) {
  const { consoleOrigin, visitorOrigin } = plan;
  const lines = [
    '',
    `CallDocker is ready (${took}).`,
    '',
    `  Console      ${consoleOrigin}/ivr-dashboard`,
    plan.embedded ? `  Demo page    ${visitorOrigin}/demo` : null,
    `  API          ${consoleOrigin}/api/docs`,
    `  Jobs         ${consoleOrigin}/ops/queues`,
    '',
    ...(plan.embedded ? signIns(plan.demoPassword) : []),
    `  Logs are in ${shortest(logs)}. Ctrl-C stops everything.`,
    '',
  ];
  console.log(lines.filter((line) => line !== null).join('\n'));
}

function signIns(demoPassword) {
  const password = demoPassword === DEFAULT_DEMO_PASSWORD ? demoPassword : 'the one in DEMO_PASSWORD';
  return [
    '  Sign in as   global@calldocker.test, admin@demo.test or agent@demo.test',
    `  Password     ${password}`,
    '',
  ];
}

/** As one would type it here, or whole when that leads out of this folder. */
function shortest(path) {
  const here = relative(process.cwd(), path);
  return here.startsWith('..') ? path : here;
}
