import { Service, signal } from '@angular/core';

@Service()
export class Connection {
  private readonly up = signal(navigator.onLine);
  readonly online = this.up.asReadonly();

  constructor() {
    addEventListener('online', () => this.up.set(true));
    addEventListener('offline', () => this.up.set(false));
  }
}
