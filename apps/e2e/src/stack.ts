/** Where the running stack is, and what the journeys may use of this machine. `npm test` starts it and says so here. */
export interface RunningStack {
  readonly console: string;
  readonly visitors: string;
  readonly password: string;
  readonly ffmpeg: string;
}

export const stack: RunningStack = {
  console: address('E2E_CONSOLE_ORIGIN', 'http://localhost:3000'),
  visitors: address('E2E_VISITOR_ORIGIN', 'http://127.0.0.1:3000'),
  password: process.env['E2E_PASSWORD'] ?? 'calldocker-demo',
  ffmpeg: process.env['FFMPEG_PATH'] ?? 'ffmpeg',
};

/** The demo company's people, as `npm start` makes them. */
export const people = {
  global: 'global@calldocker.test',
  admin: 'admin@demo.test',
  agent: 'agent@demo.test',
} as const;

function address(name: string, fallback: string): string {
  const value = process.env[name] ?? fallback;
  if (!URL.canParse(value)) throw new Error(`${name} is no address: ${value}`);
  return new URL(value).origin;
}
