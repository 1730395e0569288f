import { terminalLine } from './log-lines.mjs';

it('keeps ordinary log lines off the terminal', () => {
  expect(terminalLine('api', '{"level":30,"msg":"listening"}')).toBeNull();
});

it('shows warnings and errors in short', () => {
  expect(terminalLine('api', '{"level":40,"msg":"redis is away","err":{"message":"ECONNREFUSED"}}')).toBe(
    'api | warn: redis is away: ECONNREFUSED',
  );
  expect(terminalLine('worker', '{"level":60,"msg":"could not start"}')).toBe('worker | fatal: could not start');
});

it('shows what is no log line as it is', () => {
  expect(terminalLine('api', 'Error: boom')).toBe('api | Error: boom');
  expect(terminalLine('api', '{not json')).toBe('api | {not json');
  expect(terminalLine('api', '  ')).toBeNull();
});
