import { Component, computed, inject, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { Session } from '../api/session';
import type { Widget } from '../api/types';
import { Ago } from '../ui/ago';
import { EmptyState } from '../ui/empty-state';
import { many } from '../ui/format';
import { Icon } from '../ui/icon';
import { LoadMore } from '../ui/load-more';
import { LoadProblem } from '../ui/load-problem';
import { NameDialog } from '../ui/name-dialog';
import { PagedList } from '../ui/paged-list';
import { Skeleton } from '../ui/skeleton';

@Component({
  selector: 'app-widgets',
  imports: [Ago, EmptyState, Icon, LoadMore, LoadProblem, NameDialog, RouterLink, Skeleton],
  template: `
    <header class="head">
      <h1>Widgets</h1>
      @if (mayWrite()) {
        <div class="end">
          <button type="button" class="btn primary" (click)="creating.set(true)">
            <svg icon="plus"></svg>New widget
          </button>
        </div>
      }
    </header>
    @switch (list.state()) {
      @case ('loading') {
        <app-skeleton what="widgets" [count]="4" />
      }
      @case ('failed') {
        <app-load-problem
          [problem]="list.problem()!"
          what="the widgets"
          safe="They still serve your visitors."
          (retry)="list.load()"
        />
      }
      @case ('ready') {
        @if (list.items().length) {
          <div class="card list" tabindex="0" role="region" aria-label="Widget list">
            <table>
              <thead>
                <tr>
                  <th scope="col">Widget</th>
                  <th scope="col">Flow</th>
                  <th scope="col" class="far">Stands on</th>
                  <th scope="col" class="r far">Edited</th>
                </tr>
              </thead>
              <tbody>
                @for (widget of list.items(); track widget.id) {
                  <tr>
                    <td>
                      <span class="who">
                        <i aria-hidden="true" [style.background]="widget.brand.lamp"></i>
                        <span
                          ><a class="name" [routerLink]="['/settings/widgets', widget.id]">{{ widget.name }}</a
                          ><small>{{ widget.brand.companyName }} · {{ widget.mode }}</small></span
                        >
                      </span>
                    </td>
                    <td>
                      @if (widget.flowName) {
                        {{ widget.flowName }}
                      } @else {
                        <span class="tag warn"><svg icon="warn"></svg>No flow yet</span>
                      }
                    </td>
                    <td class="quiet far">{{ places(widget) }}</td>
                    <td class="r quiet far"><app-ago [at]="widget.updatedAt" /></td>
                  </tr>
                }
              </tbody>
            </table>
          </div>
          <app-load-more [list]="list" />
        } @else {
          <app-empty-state
            heading="No widget yet"
            text="A widget puts a flow on your website: one line of HTML, your colours, and the pages it may stand on."
          >
            @if (mayWrite()) {
              <button type="button" class="btn primary" (click)="creating.set(true)">
                <svg icon="plus"></svg>New widget
              </button>
            }
          </app-empty-state>
        }
      }
    }
    @if (creating()) {
      <app-name-dialog heading="New widget" action="Create" [save]="create" (closed)="creating.set(false)" />
    }
  `,
  styles: `
    .who {
      display: flex;
      align-items: center;
      gap: 12px;
    }
    i {
      width: 28px;
      height: 28px;
      border-radius: 9px;
      border: 1px solid var(--line);
      flex: none;
    }
  `,
})
export class Widgets {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  protected readonly mayWrite = computed(() => this.session.can('widgets:write'));
  protected readonly creating = signal(false);
  protected readonly list = new PagedList<Widget>((cursor, signal) => this.api.listWidgets({ cursor }, signal));

  constructor() {
    void this.list.load();
  }

  protected places(widget: Widget): string {
    const [first] = widget.allowedOrigins;
    if (!first) return 'No page yet';
    return widget.allowedOrigins.length === 1
      ? first.replace(/^https?:\/\//, '')
      : many(widget.allowedOrigins.length, 'site');
  }

  protected readonly create = async (name: string): Promise<void> => {
    const widget = await this.api.createWidget(name);
    await this.router.navigate(['/settings/widgets', widget.id]);
  };
}
