/** A shared schedule in words: whether it is open, and until when it is not. Pure. */
import type { Emergency, SharedSchedule } from '../../api/types';
import { moment } from '../../ui/format';
import type { IconName } from '../../ui/icon';

export interface StateTag {
  label: string;
  icon: IconName;
  tone: 'good' | 'warn' | 'bad' | '';
}

export function stateOf({ now }: Pick<SharedSchedule, 'now'>): StateTag {
  switch (now) {
    case 'open':
      return { label: 'Open now', icon: 'check', tone: 'good' };
    case 'holiday':
      return { label: 'Holiday', icon: 'hours', tone: 'warn' };
    case 'emergency':
      return { label: 'Emergency', icon: 'alert', tone: 'bad' };
    default:
      return { label: 'Closed now', icon: 'hours', tone: '' };
  }
}

/** `Water damage, until 24 Dec, 18:00` */
export function emergencyWords({ reason, until }: Emergency): string {
  return until ? `${reason}, until ${moment(until)}` : `${reason}, until you open it again`;
}
