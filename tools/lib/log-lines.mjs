const WARN = 40;
const LEVELS = { 40: 'warn', 50: 'error', 60: 'fatal' };

/** What of a server's log belongs on the terminal: warnings and worse in short, and whatever is not a log line. */
export function terminalLine(name, line) {
  const entry = parse(line);
  if (!entry) return line.trim() ? `${name} | ${line}` : null;
  if (!(entry.level >= WARN)) return null;
  const reason = entry.err?.message ?? '';
  return `${name} | ${LEVELS[entry.level] ?? entry.level}: ${[entry.msg, reason].filter(Boolean).join(': ')}`;
}

function parse(line) {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line);
  } catch {
    return null; // not ours, shown as it is
  }
}
