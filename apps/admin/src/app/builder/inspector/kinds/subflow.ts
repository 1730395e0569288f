import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  LIMITS,
  type SubflowInput,
  type SubflowNode,
  type SubflowOutput,
  type VariableType,
  aliasOf,
} from '@calldocker/flow-engine';
import { Icon } from '../../../ui/icon';
import { Surroundings } from '../../draft/surroundings';
import { FlowDesk } from '../../flow-desk';
import { CalledVariable } from '../called-variable';
import { ChoiceField, type ChoiceOption } from '../choice-field';
import { Inspected, editing } from '../inspected';
import { IssueLines } from '../issue-lines';
import type { KindForm } from '../kind-form';
import { ValueField } from '../value-field';
import { VariableField } from '../variable-field';

const ACTIVE = 'active';
/** Older versions are rarely wanted, and a select of hundreds helps nobody. */
const MOST_VERSIONS = 30;

@Component({
  selector: 'app-subflow-form',
  imports: [CalledVariable, ChoiceField, Icon, IssueLines, RouterLink, ValueField, VariableField],
  templateUrl: './subflow.html',
  styles: `
    h3 {
      font-size: var(--t-13);
    }
    section {
      display: grid;
      gap: 8px;
    }
    .row {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 6px 4px;
      align-items: start;
    }
    .row + .row {
      padding-top: 8px;
      border-top: 1px solid var(--line);
    }
    .word,
    app-value-field,
    app-called-variable:last-child,
    app-issue-lines {
      grid-column: 1 / -1;
    }
    .word {
      font-size: var(--t-12);
      color: var(--ink-3);
    }
  `,
})
class SubflowForm {
  private readonly surroundings = inject(Surroundings);
  private readonly desk = inject(FlowDesk);
  protected readonly inspected = inject(Inspected);
  protected readonly edit = editing('subflow');
  protected readonly limits = LIMITS;
  protected readonly active = ACTIVE;

  protected readonly flow = computed(() => this.surroundings.find(this.edit.node()?.flow ?? ''));
  /** The other flow's variables; null while they are not known. */
  private readonly called = computed(() => {
    const node = this.edit.node();
    return (node && this.surroundings.subflows()[aliasOf(node)]?.definition.variables) ?? null;
  });
  protected readonly names = computed(() => {
    const called = this.called();
    return called && Object.keys(called);
  });
  protected readonly flows = computed<ChoiceOption<string>[]>(() => {
    const current = this.edit.node()?.flow ?? '';
    const own = this.desk.flow()?.key;
    const others = this.surroundings
      .flows()
      .filter(({ key }) => key !== own || key === current)
      .map(({ key, name }) => ({ value: key, label: name }))
      .sort((a, b) => a.label.localeCompare(b.label));
    if (!others.some(({ value }) => value === current) && current) others.unshift({ value: current, label: current });
    return [{ value: '', label: 'Choose a flow' }, ...others];
  });
  protected readonly versions = computed<ChoiceOption<string>[]>(() => {
    const [flow, current] = [this.flow(), this.edit.node()?.version];
    const latest = flow?.latestVersion ?? 0;
    const numbers = Array.from({ length: Math.min(latest, MOST_VERSIONS) }, (_, back) => latest - back);
    if (typeof current === 'number' && !numbers.includes(current)) numbers.push(current);
    const live = flow?.liveVersion ? `The live one (now v${flow.liveVersion})` : 'The live one';
    return [
      { value: ACTIVE, label: live },
      ...numbers.map((number) => ({ value: String(number), label: `v${number}` })),
    ];
  });

  protected typeOf({ variable }: SubflowInput): VariableType {
    return this.called()?.[variable]?.type ?? 'text';
  }

  /** A version of one flow says nothing about another. */
  protected choose(flow: string): void {
    this.edit.change({ flow, version: ACTIVE });
  }

  protected give(at: number, edit: Partial<SubflowInput>, field?: string): void {
    const inputs = this.node().inputs.map((one, index) => (index === at ? { ...one, ...edit } : one));
    this.edit.change({ inputs }, field);
  }

  protected take(at: number, edit: Partial<SubflowOutput>): void {
    const outputs = this.node().outputs.map((one, index) => (index === at ? { ...one, ...edit } : one));
    this.edit.change({ outputs });
  }

  private node(): Pick<SubflowNode, 'inputs' | 'outputs'> {
    return this.edit.node() ?? { inputs: [], outputs: [] };
  }
}

export const subflowForm: KindForm<'subflow'> = {
  kind: 'subflow',
  form: SubflowForm,
  summary: ({ flow, version }) => {
    if (!flow) return 'No flow yet';
    return version === ACTIVE ? flow : `${flow} · v${version}`;
  },
};
