/** How visitors and states are called at the desk. Pure. */
import type { QueueEntry } from '../api/types';
import type { IconName } from '../ui/icon';

/** Nobody is known by name before they say it: the end of the visit's id tells them apart. */
export function calledOf({ sessionId, visitorName }: { sessionId: string; visitorName?: string | null }): string {
  return visitorName?.trim() || `Visitor ${sessionId.slice(-4).toUpperCase()}`;
}

const CHANNELS: Record<QueueEntry['channel'], { icon: IconName; label: string }> = {
  visit: { icon: 'user', label: 'Waits on the page' },
  chat: { icon: 'chat', label: 'Chat' },
  callback: { icon: 'callback', label: 'Callback, rings in its turn' },
};

export const channelOf = (channel: string) =>
  CHANNELS[channel as QueueEntry['channel']] ?? { icon: 'user' as const, label: channel };

export const BREAKS = ['Short break', 'Lunch', 'Meeting', 'Training'] as const;
