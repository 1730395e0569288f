import { isNoted, learn, meanHandling, meanTempo, waitRange } from '../../apps/api/src/queues/waits/wait-range.ts';
import { rivals } from './rivals.mjs';

/** Who is answered within this had no wait to speak of, and was shown no range. */
const NO_WAIT = 1;
/** Without a roster an agent counts as on duty for so long after a call. */
const SEEN_FOR = 900;
const LOOK_BACK = 2 * 3600;

/**
 * Walks through recorded or simulated calls in their order, as the product lives them: at each moment it knows only what has
 * happened. Gives a range to everybody who has to wait, again when a place in front is freed, and learns from each answer.
 * Answers with the scored ranges.
 */
export function replay({ calls, roster = [] }, { configured = 240, learning = true, from = 0 } = {}) {
  const lines = new Map();
  const duty = new Map();
  const scored = [];
  const lineOf = (queue) => {
    if (!lines.has(queue)) lines.set(queue, new WaitingLine(queue, configured, duty, learning));
    return lines.get(queue);
  };
  for (const { at, kind, call, change } of inOrder(calls, roster)) {
    if (kind === 'roster') duty.set(change.agent, { ...duty.get(change.agent), ...change, known: true });
    else if (kind === 'end') lineOf(call.queue).ended(call, at);
    else if (kind === 'arrival') lineOf(call.queue).joined(call, at);
    else if (kind === 'exit') for (const range of lineOf(call.queue).left(call, at)) if (at >= from) scored.push(range);
  }
  return scored;
}

const TURN = { end: 0, roster: 1, exit: 2, arrival: 3 };

function inOrder(calls, roster) {
  const events = roster.map((change) => ({ at: change.at, kind: 'roster', change }));
  for (const call of calls) {
    // Answered at once: it never stood in the line.
    const straight = call.start !== null && call.start - call.arrival <= NO_WAIT;
    if (!straight) events.push({ at: call.arrival, kind: 'arrival', call });
    if (call.exit !== null) events.push({ at: call.exit, kind: 'exit', call });
    const free = call.free ?? call.end;
    if (free !== null) events.push({ at: free, kind: 'end', call });
  }
  return events.sort((a, b) => a.at - b.at || TURN[a.kind] - TURN[b.kind]);
}

class WaitingLine {
  waiting = [];
  handled = [];
  answered = [];
  gone = [];
  running = new Map();
  came = [];
  calibration = {};

  constructor(queue, configured, duty, learning) {
    Object.assign(this, { queue, configured, duty, learning });
  }

  joined(call, at) {
    let place = this.waiting.length;
    while (place > 0 && this.waiting[place - 1].priority < call.priority) place -= 1;
    this.waiting.splice(place, 0, call);
    call.given = [];
    call.stood = place + 1;
    this.came.push({ at, priority: call.priority });
    this.tell(call, place + 1, at, 'joined');
  }

  /** Out of the line, to an agent or for good. */
  left(call, at) {
    const place = this.waiting.indexOf(call);
    if (place >= 0) this.waiting.splice(place, 1);
    let scored = [];
    if (call.start === null) this.gone.push({ at, value: at - call.arrival });
    else {
      this.running.set(call, at);
      if (call.agent !== null) this.duty.set(call.agent, { ...this.duty.get(call.agent), busy: true, seen: at });
      if (place >= 0) {
        scored = this.score(call, at);
        this.answered.push({ at, place: call.stood, waited: at - call.arrival });
      }
    }
    for (let behind = Math.max(0, place); behind < this.waiting.length; behind += 1)
      if (isNoted(behind + 1)) this.tell(this.waiting[behind], behind + 1, at, 'moved');
    return scored;
  }

  ended(call, at) {
    const began = this.running.get(call);
    if (began === undefined) return;
    this.running.delete(call);
    this.handled.push({ at, value: at - began });
    if (call.agent !== null) this.duty.set(call.agent, { ...this.duty.get(call.agent), busy: false, seen: at });
  }

  tell(call, place, at, moment) {
    const line = this.line(call, at);
    const range = waitRange(place, line, this.calibration, moment);
    if (!range) return;
    call.given.push({ at, place, moment, ...range, ...(moment === 'joined' && { rivals: rivals(place, line, this) }) });
  }

  score(call, at) {
    const { queue } = this;
    return call.given.map(({ at: told, ...range }) => {
      const waited = at - told;
      if (this.learning) this.calibration = learn(this.calibration, range, waited);
      return { queue, told, waited, held: range.low <= waited && waited <= range.high, ...range };
    });
  }

  /** The same for all who are told at one moment. */
  line({ priority }, at) {
    if (this.looked !== at) [this.looked, this.seen] = [at, new Map()];
    if (!this.seen.has(priority)) this.seen.set(priority, this.look(priority, at));
    return this.seen.get(priority);
  }

  look(priority, at) {
    const aged = (list) => list.map((each) => ({ ...each, age: at - each.at }));
    for (const list of [this.handled, this.answered, this.gone, this.came])
      while (list.length > 0 && list[0].at < at - LOOK_BACK) list.shift();
    const { agents, free } = this.onDuty(at);
    const waits = [...this.answered.map(({ waited }) => waited), ...this.gone.map(({ value }) => value)];
    const exposure = waits.reduce((sum, wait) => sum + wait, 0);
    const before = this.came.filter((one) => one.priority > priority && one.at > at - 1800).length;
    return {
      agents,
      free,
      handling: meanHandling(
        aged(this.handled),
        [...this.running.values()].map((began) => at - began),
        this.configured,
      ),
      leaving: exposure > 0 ? this.gone.length / exposure : 0,
      overtaking: before / Math.max(600, Math.min(1800, at - (this.came[0]?.at ?? at))),
      tempo: meanTempo(aged(this.answered)),
    };
  }

  /** By the roster; where there is none, whoever was seen a while ago. Who serves several lines counts a share in each. */
  onDuty(at) {
    let agents = 0;
    let free = 0;
    for (const { known, on, busy, seen, queues } of this.duty.values()) {
      if (known ? !(on || busy) || !queues.includes(this.queue) : !busy && (seen ?? -Infinity) < at - SEEN_FOR)
        continue;
      const share = known ? 1 / queues.length : 1;
      agents += share;
      if (!busy) free += share;
    }
    // Somebody waits, so whoever seems free is not to be had.
    return { agents: Math.max(agents, this.running.size > 0 ? 1 : 0), free: Math.min(free, 0) };
  }
}
