/** Which commands fit what somebody typed, the likeliest first. Pure. */
import type { Command } from './commands';

export interface CommandGroup {
  label: string;
  commands: Command[];
}

const MOST = 60;
const MOST_RECENT = 5;
const RECENT = 'Lately';

/** Without a query all of them by group, those used lately first; with one, what fits it, without more groups than that. */
export function rankedGroups(commands: readonly Command[], query: string, recent: readonly string[]): CommandGroup[] {
  const wanted = wordsOf(query);
  if (wanted.length > 0) {
    const fitting = commands
      .map((command) => ({ command, score: scoreOf(command, wanted, recent) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, MOST);
    return grouped(fitting.map(({ command }) => command));
  }
  const lately = recent.flatMap((id) => commands.find((command) => command.id === id) ?? []).slice(0, MOST_RECENT);
  const rest = grouped(commands.filter((command) => !lately.includes(command)));
  return lately.length > 0 ? [{ label: RECENT, commands: lately }, ...rest] : rest;
}

/** With the one just used in front. */
export function remembered(recent: readonly string[], id: string): string[] {
  return [id, ...recent.filter((one) => one !== id)].slice(0, 20);
}

/** 0: a word of the query begins no word of the command. */
function scoreOf(command: Command, wanted: readonly string[], recent: readonly string[]): number {
  const label = wordsOf(command.label);
  const others = wordsOf(`${command.group} ${command.words ?? ''}`);
  let score = 0;
  for (const word of wanted) {
    const at = label.findIndex((one) => one.startsWith(word));
    if (at === 0) score += 12;
    else if (at > 0) score += 8;
    else if (others.some((one) => one.startsWith(word))) score += 3;
    else return 0;
  }
  if (command.label.toLowerCase().startsWith(wanted.join(' '))) score += 6;
  const used = recent.indexOf(command.id);
  return used < 0 ? score : score + 4 - used / 10;
}

/** In the order in which the groups come up. */
function grouped(commands: readonly Command[]): CommandGroup[] {
  const groups = new Map<string, Command[]>();
  for (const command of commands) {
    const group = groups.get(command.group);
    if (group) group.push(command);
    else groups.set(command.group, [command]);
  }
  return [...groups].map(([label, own]) => ({ label, commands: own }));
}

/** Without accents: “Öffnen” is found by “off”. */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFD')
      .replace(/\p{Diacritic}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
