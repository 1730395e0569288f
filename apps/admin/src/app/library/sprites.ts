/** One small picture of a film's strip: where in which image it lies, and from which second to which it stands for. */
export interface Sprite {
  from: number;
  to: number;
  url: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

const TIMES = /^(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:\.\d+)?) --> (?:(\d+):)?(\d{1,2}):(\d{1,2}(?:\.\d+)?)/;
const PLACE = /^(\S+)#xywh=(?:pixel:)?(\d+),(\d+),(\d+),(\d+)$/;

/** Reads a WebVTT whose cues are `sprites.jpg#xywh=0,0,160,90`; addresses are relative to the file's own. */
export function readSprites(vtt: string, base: string): Sprite[] {
  const sprites: Sprite[] = [];
  let times: [number, number] | null = null;
  for (const line of vtt.split(/\r?\n/)) {
    const [, hours = '0', minutes, seconds, endHours = '0', endMinutes, endSeconds] = TIMES.exec(line) ?? [];
    if (minutes && seconds && endMinutes && endSeconds) {
      times = [secondsOf(hours, minutes, seconds), secondsOf(endHours, endMinutes, endSeconds)];
      continue;
    }
    const [, path, ...place] = PLACE.exec(line.trim()) ?? [];
    if (!path || !times) continue;
    const [x = 0, y = 0, width = 0, height = 0] = place.map(Number);
    sprites.push({ from: times[0], to: times[1], url: new URL(path, base).href, x, y, width, height });
    times = null;
  }
  return sprites;
}

/** The picture for a place between the film's beginning (0) and end (1). */
export function spriteAt(sprites: readonly Sprite[], share: number): Sprite | null {
  const length = sprites.at(-1)?.to ?? 0;
  const at = Math.min(Math.max(share, 0), 1) * length;
  return sprites.find(({ to }) => at < to) ?? sprites.at(-1) ?? null;
}

const secondsOf = (hours: string, minutes: string, seconds: string): number =>
  Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
