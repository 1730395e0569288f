import { VARIABLES } from '@calldocker/look/brand';
import type { Brand, Theme } from './wire.js';

/** Theme and what a company chose, on the page: properties of an allow-list, set one by one, and no style sheet. */
export class Look {
  private forced: Theme | null = null;

  constructor(private readonly root: HTMLElement) {}

  /** The page around us knows its own theme better than the brand's setting. */
  force(theme: Theme): void {
    this.forced = theme;
    this.theme(theme);
  }

  brand({ theme, variables }: Pick<Brand, 'theme' | 'variables'>): void {
    const { style, dataset } = this.root;
    for (const name of VARIABLES) style.setProperty(name, variables[name] ?? '');
    dataset['floor'] = '';
    if (!variables['--floor']) delete dataset['floor'];
    if (!this.forced) this.theme(theme);
  }

  private theme(theme: Theme): void {
    if (theme === 'auto') delete this.root.dataset['theme'];
    else this.root.dataset['theme'] = theme;
  }
}
