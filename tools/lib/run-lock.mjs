import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Complaint } from './complaint.mjs';
import { birthOf, isAlive, killGroup, waitUntilGone } from './processes.mjs';

/**
 * One `npm start` per data folder. The file also names what was started, so that the next start can clear away
 * what a kill -9 or a power cut of the last one left running.
 */
export class RunLock {
  #children = [];
  #taken = false;

  constructor(home) {
    this.file = join(home, 'run.json');
  }

  async take() {
    const last = this.#read();
    if (last && isSame(last)) {
      throw new Complaint(`CallDocker is already running from this folder (process ${last.pid}): stop that one first.`);
    }
    for (const child of (last?.children ?? []).filter(isSame)) {
      killGroup(child.pid);
      await waitUntilGone(child.pid, 5000);
    }
    this.#taken = true;
    this.#write();
  }

  add(service) {
    this.#children.push({ name: service.name, pid: service.pid, birth: birthOf(service.pid) });
    this.#write();
  }

  release() {
    if (this.#taken) rmSync(this.file, { force: true });
  }

  #read() {
    if (!existsSync(this.file)) return null;
    try {
      return JSON.parse(readFileSync(this.file, 'utf8'));
    } catch {
      return null; // cut short in the middle of a write: it can tell us nothing
    }
  }

  #write() {
    mkdirSync(join(this.file, '..'), { recursive: true });
    const content = { pid: process.pid, birth: birthOf(process.pid), children: this.#children };
    writeFileSync(this.file, JSON.stringify(content));
  }
}

/** The very process that was noted, not a later one with its number. */
function isSame({ pid, birth }) {
  return isAlive(pid) && birth !== null && birthOf(pid) === birth;
}
