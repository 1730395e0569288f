import { Service, inject } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { type RouterStateSnapshot, TitleStrategy } from '@angular/router';

/** `Flows · CallDocker`. A page that learns its name later calls `set`. */
@Service()
export class PageTitle extends TitleStrategy {
  private readonly title = inject(Title);

  override updateTitle(state: RouterStateSnapshot): void {
    this.set(this.buildTitle(state) ?? '');
  }

  set(page: string): void {
    this.title.setTitle(page ? `${page} · CallDocker` : 'CallDocker');
  }
}
