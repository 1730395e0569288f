/**
 * Recorded calls from CSV, one a line. Ours: `arrival, exit, start, end` and, if they are there, `queue, agent, priority,
 * date`. Those of the call-centre sets that are passed around: `q_start, q_exit, ser_start, ser_exit`, `server`, `type`. A time
 * is seconds, an ISO moment, or `HH:MM:SS` beside a date.
 */
export function readCalls(texts, queueColumn = 'queue') {
  const calls = texts.flatMap((text) => table(text).map((row) => callOf(row, queueColumn))).filter(Boolean);
  calls.sort((a, b) => a.arrival - b.arrival);
  return { calls };
}

function callOf(row, queueColumn) {
  const time = (...names) => timeOf(first(row, names), row.date);
  const start = time('start', 'ser_start');
  const end = time('end', 'ser_exit');
  const served = start !== null && end !== null && end > start;
  // Who went straight to an agent has no times of a line.
  const arrival = time('arrival', 'q_start') ?? (served ? start : null);
  const exit = served ? start : time('exit', 'q_exit');
  if (arrival === null || exit === null || exit < arrival) return null;
  const agent = first(row, ['agent', 'server']);
  return {
    queue: row[queueColumn] || 'all',
    arrival,
    exit,
    start: served ? start : null,
    end: served ? end : null,
    priority: Number(row.priority) || 0,
    agent: !served || !agent || /^no_/i.test(agent) ? null : agent,
  };
}

const first = (row, names) => names.map((name) => row[name]).find((value) => value !== undefined && value !== '');

function timeOf(text, date = '') {
  if (text === undefined) return null;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const clock = /^(\d{1,2}):(\d{2}):(\d{2}(?:\.\d+)?)$/.exec(text);
  if (!clock) {
    const moment = Date.parse(text);
    if (Number.isNaN(moment)) throw new Error(`${text} is no time: give seconds, an ISO moment or HH:MM:SS.`);
    return moment / 1000;
  }
  const [hours, minutes, seconds] = clock.slice(1).map(Number);
  const inDay = hours * 3600 + minutes * 60 + seconds;
  // Those sets write midnight where there is nothing.
  return inDay === 0 ? null : midnightOf(date) + inDay;
}

function midnightOf(date) {
  const short = /^(\d{2})(\d{2})(\d{2})$/.exec(date);
  const [year, month, day] = short
    ? [1900 + Number(short[1]) + (short[1] < '70' ? 100 : 0), Number(short[2]), Number(short[3])]
    : date.split(/[-/]/).map(Number);
  const midnight = Date.UTC(year, month - 1, day) / 1000;
  if (Number.isNaN(midnight))
    throw new Error(`Times of day need a date: YYYY-MM-DD or YYMMDD, not ${date || 'nothing'}.`);
  return midnight;
}

/** Comma, semicolon or tab between the fields; quotes around a field are taken off. */
function table(text) {
  const [head = '', ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const separator = [',', ';', '\t'].sort((a, b) => head.split(b).length - head.split(a).length)[0];
  const fields = (line) => line.split(separator).map((field) => field.trim().replace(/^"(.*)"$/, '$1'));
  const names = fields(head).map((name) => name.toLowerCase());
  return lines.map((line) => Object.fromEntries(fields(line).map((field, at) => [names[at], field])));
}
