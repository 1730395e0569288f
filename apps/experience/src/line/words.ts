/** What the page says while one waits in a line. Loaded with the line's own code, not before. */
export const words = {
  ordinals: ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'],
  ordinalEnds: { one: 'st', two: 'nd', few: 'rd', many: 'th', zero: 'th', other: 'th' },
  inLine: (ordinal: string) => `You’re ${ordinal} in line`,
  offered: 'Someone is about to answer',
  finding: 'Finding your place',
  you: 'You',
  agent: 'Agent',
  before: (count: number) => `${count} people before you`,

  underMinute: 'Most likely less than a minute',
  upTo: (minutes: string) => `Most likely less than ${minutes} minutes`,
  about: (minutes: string) => `Most likely about ${minutes} ${minutes === '1' ? 'minute' : 'minutes'}`,
  between: (from: string, to: string) => `Most likely ${from} to ${to} minutes`,
  fourInFive: '4 in 5 people are answered in this time. It moves if someone needs longer.',
  unknown: 'We can’t tell yet how long it takes. Your place is kept.',
  stale: 'This is how it stood when the connection was lost. Your place is kept.',
  now: 'now',
  minutes: (count: number) => `${count} min`,

  kept: 'Refresh this page, or come back to it: your place is kept.',
  leave: 'Leave the queue',
  callMe: 'Keep my place and call me',
  clock: (from: string, to: string) => `Most likely between ${from} and ${to}`,
  clockAbout: (time: string) => `Most likely about ${time}`,
  stays: (ordinal: string) => `You stay ${ordinal} in line`,
  keptMeanwhile: 'Your place in line is kept.',
} as const;
