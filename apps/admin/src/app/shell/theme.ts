import { Service, computed, effect, signal } from '@angular/core';
import type { ThemeChoice } from '../api/types';

/** Also read by public/theme.js, before the first paint. */
const KEY = 'calldocker.theme';

@Service()
export class Theme {
  private readonly systemDark = signal(matchMedia('(prefers-color-scheme: dark)').matches);
  readonly choice = signal<ThemeChoice>(stored());
  readonly dark = computed(() => (this.choice() === 'auto' ? this.systemDark() : this.choice() === 'dark'));

  constructor() {
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (event) =>
      this.systemDark.set(event.matches),
    );
    effect(() => apply(this.choice()));
  }
}

function stored(): ThemeChoice {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'auto';
  } catch {
    // Storage is blocked in this browser: the system decides.
    return 'auto';
  }
}

function apply(choice: ThemeChoice): void {
  if (choice === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = choice;
  try {
    if (choice === 'auto') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}
