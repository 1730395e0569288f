import { Service, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { filter } from 'rxjs';

/**
 * A new page begins at its heading: a screen reader says where one is, and Tab goes on from there. Changes of query
 * parameters (filters) leave focus where it is.
 */
@Service()
export class RouteFocus {
  private path = '';

  constructor() {
    inject(Router)
      .events.pipe(
        filter((event) => event instanceof NavigationEnd),
        takeUntilDestroyed(),
      )
      .subscribe(({ urlAfterRedirects }) => this.arrive(urlAfterRedirects.split('?')[0] ?? ''));
  }

  private arrive(path: string): void {
    const first = this.path === '';
    if (path === this.path) return;
    this.path = path;
    // The first page is the browser's own load: focus begins at the top, where the skip link is.
    setTimeout(() => {
      if (!first) this.focusHeading();
      this.showPlace();
    });
  }

  /** A bar of links that is wider than a phone scrolls sideways: the page one is on is in sight. */
  private showPlace(): void {
    for (const link of document.querySelectorAll('nav [aria-current="page"]')) {
      const bar = link.closest('ul, nav');
      if (!bar) continue;
      const [here, whole] = [link.getBoundingClientRect(), bar.getBoundingClientRect()];
      bar.scrollLeft += here.left + here.width / 2 - whole.left - whole.width / 2;
    }
  }

  private focusHeading(): void {
    if (document.querySelector('dialog[open]')) return;
    const target = document.querySelector<HTMLElement>('main h1') ?? document.querySelector<HTMLElement>('main');
    if (!target || target.closest('main')?.contains(document.activeElement)) return;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }
}
