/** What a flow names without holding it: for where-used lists, imports, and to look up what `Facts` tells. */
import type { Definition, Localized, MediaReference } from './definition.js';
import { Inspector } from './inspector.js';
import type { BindingKind } from './issues.js';
import { kindOf } from './kinds.js';

export type References = Record<BindingKind | 'content', string[]>;

/** Each name once, the flow's own first, then in the order of the nodes. Takes drafts too: what is not chosen yet is left out. */
export function referencesOf(definition: Definition): References {
  const found = {
    content: new Set<string>(),
    schedules: new Set<string>(),
    values: new Set<string>(),
    secrets: new Set<string>(),
    queues: new Set<string>(),
  };
  const { mailbox, background } = definition;
  if (mailbox !== undefined && !mailbox.includes('@')) found.values.add(mailbox);
  for (const { contentId } of Object.values(background?.media ?? {}))
    if (contentId !== '') found.content.add(contentId);
  for (const [nodeId, node] of Object.entries(definition.nodes)) {
    kindOf(node)?.check(node, new Recorder(found, nodeId, node, definition, undefined, []));
  }
  return {
    content: [...found.content],
    schedules: [...found.schedules],
    values: [...found.values],
    secrets: [...found.secrets],
    queues: [...found.queues],
  };
}

/** Goes where the checks go, and notes names instead of mistakes. */
class Recorder extends Inspector {
  constructor(
    private readonly found: Record<keyof References, Set<string>>,
    ...where: ConstructorParameters<typeof Inspector>
  ) {
    super(...where);
  }

  override binding(what: BindingKind, name: string): void {
    if (name !== '') this.found[what].add(name);
  }

  override media(media: Localized<MediaReference>): void {
    for (const { contentId } of Object.values(media)) if (contentId !== '') this.found.content.add(contentId);
  }

  override optionalMedia(media: Localized<MediaReference> | undefined): void {
    if (media !== undefined) this.media(media);
  }
}
