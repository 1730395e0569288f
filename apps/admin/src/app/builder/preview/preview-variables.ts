import { Component, computed, inject } from '@angular/core';
import type { VariableValue } from '@calldocker/flow-engine';
import { Icon } from '../../ui/icon';
import { PreviewSession } from './preview-session';

/** What the flow knows at this step of the preview. */
@Component({
  selector: 'app-preview-variables',
  imports: [Icon],
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
          <dd>{{ row.value }}</dd>
        </div>
      } @empty {
        <p>This flow keeps no variables.</p>
      }
    </dl>
  `,
  styles: `
    :host {
      position: absolute;
      inset: auto calc(100% + 8px) 0 auto;
      width: 216px;
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
      display: flex;
      gap: 10px;
      justify-content: space-between;
      padding: 5px 0;
    }
    dl div + div {
      border-top: 1px solid var(--line);
    }
    dt {
      font-family: var(--mono);
      color: var(--ink-2);
    }
    dd {
      font-weight: 600;
      text-align: right;
      overflow-wrap: anywhere;
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
  private readonly session = inject(PreviewSession);
  protected readonly rows = computed(() => {
    const values = this.session.step()?.state.variables ?? {};
    return Object.entries(this.session.current()?.variables ?? {}).map(([name, { personal }]) => ({
      name,
      value: shown(values[name] ?? null),
      personal,
    }));
  });
}

function shown(value: VariableValue): string {
  if (value === null || value === '') return 'empty';
  return value === true ? 'yes' : value === false ? 'no' : String(value);
}
