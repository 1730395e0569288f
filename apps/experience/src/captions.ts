import { chooseTrack, passage } from './cues.js';
import type { MediaSource } from './wire.js';

export interface Cue {
  text: string;
  language: string;
  start: number;
  end: number;
}

/** All that is said in a source. */
export interface Words {
  text: string;
  language: string;
}

interface CaptionEvents {
  onChange(): void;
  /** They cannot be had. */
  onLost(): void;
}

/**
 * What is said in the source, as its captions have it. Read by us and drawn on a plate of its own: the browser's rendering
 * cannot keep clear of the controls.
 */
export class Captions {
  cue: Cue | null = null;
  /** What one reads who does not listen; null until it has come. */
  words: Words | null = null;
  /** It will not come: nobody has written it down, or it cannot be had. */
  wordless = false;
  /** A page with all that is said, in their language. */
  transcriptUrl: string | null = null;

  constructor(
    private readonly media: HTMLVideoElement,
    private readonly events: CaptionEvents,
  ) {}

  show({ captions }: MediaSource, languages: readonly string[]): void {
    this.clear();
    this.wordless = captions.length === 0;
    const chosen = chooseTrack(captions, languages);
    this.transcriptUrl = chosen?.transcriptUrl ?? null;
    if (!chosen) return;
    const element = document.createElement('track');
    element.kind = 'captions';
    element.label = chosen.label;
    element.srclang = chosen.language;
    element.src = chosen.url;
    this.media.append(element);
    element.track.mode = 'hidden';
    // Those of an earlier source may come late.
    const on = (type: string, work: () => void) =>
      element.addEventListener(type, () => element.parentNode === this.media && work());
    on('cuechange', () => this.readCue(element.track, chosen.language));
    on('load', () => {
      this.readWords(element.track, chosen.language);
      this.readCue(element.track, chosen.language);
    });
    on('error', () => {
      this.wordless = true;
      this.events.onChange();
      this.events.onLost();
    });
  }

  /** Nothing is said any more; where it can be read stays known. */
  clear(): void {
    this.media.replaceChildren();
    this.cue = null;
    this.words = null;
  }

  private readWords(track: TextTrack, language: string): void {
    const cues = [...(track.cues ?? [])].filter((cue) => cue instanceof VTTCue);
    const text = passage(
      cues.map((cue) => {
        const { startTime, endTime } = cue;
        return { startTime, endTime, text: cue.getCueAsHTML().textContent ?? '' };
      }),
    );
    this.words = text ? { text, language } : null;
    this.wordless = text === '';
    this.events.onChange();
  }

  private readCue(track: TextTrack, language: string): void {
    const active = [...(track.activeCues ?? [])].filter((cue) => cue instanceof VTTCue);
    const text = active.map((cue) => cue.getCueAsHTML().textContent ?? '').join('\n');
    const [first] = active;
    this.cue = first && text.trim() ? { text, language, start: first.startTime, end: first.endTime } : null;
    this.events.onChange();
  }
}
