import { Component, computed, inject } from '@angular/core';
import { Icon } from '../../ui/icon';
import { ValueField } from '../inspector/value-field';
import { PreviewSession } from './preview-session';

/** What the flow knows at this step of the preview, and may be told otherwise. */
@Component({
  selector: 'app-preview-variables',
  imports: [Icon, ValueField],
  host: { role: 'region', 'aria-label': 'Variables', tabindex: '0' },
  template: `
    <dl>
      @for (row of rows(); track row.name) {
        <div>
          <dt>
            {{ row.name }}
            @if (row.personal) {
              <svg icon="lock"></svg><span class="sr">personal</span>
            }
          </dt>
          <dd>
            <app-value-field
              hint="empty"
              [label]="'Value of ' + row.name"
              [type]="row.type"
              [value]="row.value"
              (changed)="session.setVariable(row.name, $event === '' ? null : $event)"
            />
          </dd>
        </div>
      } @empty {
        <p>This flow keeps no variables.</p>
      }
    </dl>
    @if (within()) {
      <p class="small">Of the flow it has called.</p>
    } @else if (rows().length > 0) {
      <p class="small">A change counts from the next screen on.</p>
    }
  `,
  styles: `
    :host {
      position: absolute;
      inset: auto calc(100% + 8px) 0 auto;
      width: 264px;
      max-height: 100%;
      overflow: auto;
      padding: 6px 12px;
      border-radius: 14px;
      background: var(--raised);
      border: 1px solid var(--line);
      box-shadow: var(--shadow-2);
      font-size: var(--t-12);
    }
    dl div {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1.2fr);
      gap: 10px;
      align-items: center;
      padding: 4px 0;
    }
    dl div + div {
      border-top: 1px solid var(--line);
    }
    dt {
      font-family: var(--mono);
      color: var(--ink-2);
    }
    dt {
      overflow-wrap: anywhere;
    }
    .small {
      padding: 4px 0;
    }
    .icon {
      font-size: 10px;
    }
    @media (max-width: 1000px) {
      :host {
        inset: auto 10px 10px;
        width: auto;
        max-height: 50%;
      }
    }
  `,
})
export class PreviewVariables {
  protected readonly session = inject(PreviewSession);
  protected readonly rows = computed(() => {
    const values = this.session.step()?.state.variables ?? {};
    return Object.entries(this.session.current()?.variables ?? {}).map(([name, { personal, type }]) => ({
      name,
      type,
      value: values[name] ?? null,
      personal,
    }));
  });
  protected readonly within = computed(() => this.session.current() !== this.session.definition());
}
