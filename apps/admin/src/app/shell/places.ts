import type { Scope } from '../api/types';
import type { IconName } from '../ui/icon';

export interface Place {
  path: string;
  label: string;
  icon: IconName;
  scope: Scope;
}

/** Pages of the company, in the order of the side bar. */
export const PLACES: readonly Place[] = [
  { path: '/flows', label: 'Flows', icon: 'flow', scope: 'flows:read' },
  { path: '/library', label: 'Library', icon: 'library', scope: 'content:read' },
  { path: '/desk', label: 'Desk', icon: 'headset', scope: 'desk:work' },
  { path: '/sessions', label: 'Sessions', icon: 'history', scope: 'sessions:read' },
  { path: '/queues', label: 'Queues', icon: 'queue', scope: 'queues:read' },
  { path: '/help', label: 'Help', icon: 'faq', scope: 'help:read' },
  { path: '/analytics', label: 'Analytics', icon: 'chart', scope: 'analytics:read' },
  { path: '/settings', label: 'Settings', icon: 'settings', scope: 'widgets:read' },
];

/** Pages within those. */
export const INNER_PLACES: readonly Place[] = [
  { path: '/sessions/callbacks', label: 'Callbacks', icon: 'callback', scope: 'sessions:read' },
  { path: '/queues/talks', label: 'Live talks', icon: 'headset', scope: 'desk:supervise' },
  { path: '/help/mails', label: 'E-mail', icon: 'mail', scope: 'help:read' },
  { path: '/settings/widgets', label: 'Widgets', icon: 'grid', scope: 'widgets:read' },
  { path: '/settings/shared', label: 'Shared values', icon: 'hours', scope: 'flows:read' },
  { path: '/settings/users', label: 'People', icon: 'user', scope: 'users:read' },
];

export const INSTALLATION: readonly Place[] = [
  { path: '/companies', label: 'Companies', icon: 'globe', scope: 'companies:manage' },
  { path: '/mails', label: 'Mail outbox', icon: 'mail', scope: 'companies:manage' },
  { path: '/ops', label: 'Job queues', icon: 'subflow', scope: 'ops:manage' },
];
