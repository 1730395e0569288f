import type { Brand, Theme } from './wire.js';

/** Theme and tenant colour on the page. A company may change the lamp and the logo, nothing else. */
export class Look {
  private forced: Theme | null = null;

  constructor(private readonly root: HTMLElement) {}

  /** The page around us knows its own theme better than the brand's setting. */
  force(theme: Theme): void {
    this.forced = theme;
    this.theme(theme);
  }

  brand({ lamp, theme }: Brand): void {
    if (/^#[0-9a-f]{6}$/i.test(lamp)) {
      this.root.style.setProperty('--lamp', lamp);
      this.root.style.setProperty('--on-lamp', onLamp(lamp));
    }
    if (!this.forced) this.theme(theme);
  }

  private theme(theme: Theme): void {
    if (theme === 'auto') delete this.root.dataset['theme'];
    else this.root.dataset['theme'] = theme;
  }
}

/** Dark or white writing, whichever is easier to read on the lamp. */
export function onLamp(lamp: string): string {
  const light = luminance(lamp);
  const dark = luminance('#2a1a02');
  return (light + 0.05) / (dark + 0.05) >= 1.05 / (light + 0.05) ? '#2a1a02' : '#ffffff';
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
