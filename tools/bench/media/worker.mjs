import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, stat } from 'node:fs/promises';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { builtFile } from '../../lib/build.mjs';

/** A real worker that prepares a film, whose programs can be made to stand still and go on. */
export class BusyWorker {
  constructor(env, owner, company, folder) {
    Object.assign(this, { env, owner, company, folder });
  }

  start() {
    this.child = spawn(process.execPath, [builtFile('worker.js')], {
      env: this.env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return this.child;
  }

  /** As if it had just been uploaded. The sweep finds it. */
  async give(film) {
    this.id = randomUUID();
    const source = join(this.folder, 'companies', this.company, 'content', this.id);
    await mkdir(source, { recursive: true });
    await copyFile(film, join(source, 'source'));
    await this.owner.query(
      `insert into ivr_content (company_id, id, upload_id, source, bytes, name, status, kind, revision)
       values ($1, $2, $2, 'source', $3, 'Film', 'uploaded', 'video', 0)`,
      [this.company, this.id, (await stat(film)).size],
    );
  }

  /** Until the picture is being encoded, which is nearly all of the time that a film takes. */
  async underWay() {
    for (const end = Date.now() + 120_000; Date.now() < end; await sleep(100)) {
      const { rows } = await this.owner.query('select status, progress, reason from ivr_content where id = $1', [
        this.id,
      ]);
      if (rows[0].status === 'transcoding' && rows[0].progress > 0.15) return;
      if (!['uploaded', 'transcoding'].includes(rows[0].status))
        throw new Error(`The film is ${rows[0].status}: ${rows[0].reason}`);
    }
    throw new Error('The film was not begun');
  }

  async stand() {
    await this.mustBeAt();
    for (const pid of this.programs()) process.kill(pid, 'SIGSTOP');
  }

  async go() {
    for (const pid of this.programs()) process.kill(pid, 'SIGCONT');
    await this.mustBeAt();
  }

  async mustBeAt() {
    if (this.programs().length === 0)
      throw new Error('The film was finished before the rounds were: take a longer one');
  }

  /** The ffmpeg that works below the worker, whatever stands between them. */
  programs() {
    const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const parents = new Map(all.map((pid) => [Number(pid), statOf(pid)]));
    const isBelow = (pid) => pid === this.child.pid || (parents.has(pid) && isBelow(parents.get(pid).parent));
    return [...parents].filter(([pid, { name }]) => name === 'ffmpeg' && isBelow(pid)).map(([pid]) => pid);
  }
}

/** Name and parent; none when it has just ended. */
function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = stat.lastIndexOf(')');
    return { name: stat.slice(stat.indexOf('(') + 1, end), parent: Number(stat.slice(end + 2).split(' ')[1]) };
  } catch {
    return { name: '', parent: 0 };
  }
}
