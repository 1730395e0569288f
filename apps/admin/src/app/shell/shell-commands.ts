import { inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { Session } from '../api/session';
import type { ThemeChoice } from '../api/types';
import { type Command, Commands, KEYS_COMMAND } from '../commands/commands';
import { Toasts } from '../ui/toasts';
import { INNER_PLACES, INSTALLATION, PLACES, type Place } from './places';
import { Theme } from './theme';

const THEMES: readonly { value: ThemeChoice; label: string }[] = [
  { value: 'auto', label: 'Theme of this device' },
  { value: 'light', label: 'Light theme' },
  { value: 'dark', label: 'Dark theme' },
];

/** The console's own: its pages, themes, the keys, the way out. Answers whether its keys are to be shown. */
export function offerShellCommands() {
  const [session, router, theme, toasts] = [inject(Session), inject(Router), inject(Theme), inject(Toasts)];
  const keysShown = signal(false);
  const goTo = ({ path, label, icon }: Place): Command => ({
    id: `go ${path}`,
    label,
    icon,
    group: 'Go to',
    words: 'open page',
    run: () => router.navigateByUrl(path),
  });
  inject(Commands).offer(() => {
    if (session.state() !== 'in') return [];
    const own = session.company() ? [...PLACES, ...INNER_PLACES] : [];
    const places = [...own, ...INSTALLATION].filter(({ scope }) => session.can(scope)).map(goTo);
    const account: Command = {
      id: 'go /account',
      label: 'Your account',
      icon: 'user',
      group: 'Go to',
      words: 'password profile',
      run: () => router.navigateByUrl('/account'),
    };
    const themes = THEMES.filter(({ value }) => value !== theme.choice()).map(({ value, label }): Command => {
      const words = 'colours appearance mode';
      return {
        id: `theme ${value}`,
        label,
        icon: 'settings',
        group: 'Console',
        words,
        run: () => theme.choice.set(value),
      };
    });
    return [
      ...places,
      account,
      ...themes,
      {
        id: KEYS_COMMAND,
        label: 'Keys',
        icon: 'info',
        group: 'Console',
        words: 'shortcuts keyboard help',
        keys: '?',
        run: () => keysShown.set(true),
      },
      {
        id: 'sign-out',
        label: 'Sign out',
        icon: 'left',
        group: 'Console',
        words: 'log leave',
        run: () => toasts.try(() => session.signOut()),
      },
    ];
  });
  return keysShown;
}
