import { inject } from '@angular/core';
import { Router } from '@angular/router';
import { Api } from '../api/api';
import { Session } from '../api/session';
import { type Command, Commands } from '../commands/commands';

const FOUND = 8;

/** Every flow by its name, and the ways to a new one. */
export function offerFlowCommands(): void {
  const [api, session, router, commands] = [inject(Api), inject(Session), inject(Router), inject(Commands)];
  commands.offerSearch(async (query, signal) => {
    if (!session.company() || !session.can('flows:read')) return [];
    const { items } = await api.listFlows({ search: query, limit: FOUND }, signal);
    return items.map(({ id, name, tags }): Command => ({
      id: `flow ${id}`,
      label: name,
      group: 'Open a flow',
      icon: 'flow',
      // Found by the server: by tag, or in the middle of a word, too.
      words: `${tags.join(' ')} ${query}`,
      run: () => router.navigate(['/flows', id]),
    }));
  });
  commands.offer(() => {
    if (!session.company() || !session.can('flows:write')) return [];
    const start: Command = {
      id: 'flow first',
      label: 'New flow, step by step',
      group: 'Make',
      icon: 'plus',
      words: 'create start template guide first begin',
      run: () => router.navigate(['/flows'], { queryParams: { start: 'guided' } }),
    };
    return [start];
  });
}
