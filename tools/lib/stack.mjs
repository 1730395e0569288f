import { killEverything } from './processes.mjs';

const DRAIN = 20_000;

/** Everything one command has started, and the order in which it goes: first who uses, then what is used. */
export class Stack {
  #apps = [];
  #foundations = [];
  stopping = false;

  constructor({ onDeath, lock }) {
    this.onDeath = onDeath;
    this.lock = lock;
  }

  addFoundation(service) {
    return this.#add(this.#foundations, service);
  }

  addApp(service) {
    return this.#add(this.#apps, service);
  }

  async stop() {
    this.stopping = true;
    await Promise.all(this.#apps.map((service) => service.stop(DRAIN)));
    for (const service of this.#foundations.reverse()) await service.stop();
    killEverything(); // a build or a migration that was under way
    this.lock?.release();
  }

  #add(list, service) {
    list.push(service);
    // An orphaned PostgreSQL is asked to end by the next one on its folder: a kill would cost it a recovery.
    if (service.name !== 'postgres') this.lock?.add(service);
    service.ended.then(({ code, signal }) => {
      if (!this.stopping) this.onDeath(service, signal ?? `exit code ${code}`);
    });
    return service;
  }
}
