import { Component, DestroyRef, computed, inject, input, output, signal } from '@angular/core';
import {
  type RequestNode,
  type VariableDeclaration,
  type VariableValue,
  inspectTemplate,
} from '@calldocker/flow-engine';
import { Api } from '../../api/api';
import { type ApiProblem, asProblem } from '../../api/problem';
import type { TriedRequest } from '../../api/types';
import { Dialog } from '../../ui/dialog';
import { bytes, count } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { DraftStore } from '../draft/draft-store';
import { problemWords } from './request-problems';
import { ValueField } from './value-field';

/** Sends the request once, with values given by hand, and shows what a visitor's would bring. */
@Component({
  selector: 'app-request-trial',
  imports: [Dialog, Icon, ValueField],
  templateUrl: './request-trial.html',
  styleUrl: './request-trial.css',
})
export class RequestTrial {
  private readonly api = inject(Api);
  private readonly store = inject(DraftStore);
  private readonly stop = new AbortController();
  protected readonly bytes = bytes;
  protected readonly count = count;
  protected readonly problemWords = problemWords;

  readonly node = input.required<RequestNode>();
  readonly closed = output();

  private readonly given = signal<Readonly<Record<string, VariableValue>>>({});
  protected readonly sending = signal(false);
  protected readonly tried = signal<TriedRequest | null>(null);
  protected readonly refusal = signal<ApiProblem | null>(null);

  /** The variables it names, with the values it is tried with. */
  protected readonly rows = computed(() => {
    const { variables } = this.store.definition();
    return namesIn(this.node()).flatMap((name) => {
      const declaration = variables[name];
      return declaration ? [{ name, type: declaration.type, value: this.valueOf(name, declaration) }] : [];
    });
  });
  protected readonly changes = computed(() => !['GET'].includes(this.node().method));
  protected readonly good = computed(() => this.tried()?.exit === 'success');
  protected readonly exitWord = computed(() => {
    const exit = this.tried()?.exit;
    return exit === 'success' ? (this.changes() ? 'Done' : 'Found') : exit === 'notFound' ? 'Not found' : 'Error';
  });
  protected readonly body = computed(() => pretty(this.tried()?.answer?.body ?? ''));

  constructor() {
    inject(DestroyRef).onDestroy(() => this.stop.abort());
  }

  protected give(name: string, value: VariableValue): void {
    this.given.update((given) => ({ ...given, [name]: value }));
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    if (this.sending()) return;
    this.sending.set(true);
    this.refusal.set(null);
    try {
      this.tried.set(await this.api.tryRequest(this.node(), this.variables(), this.stop.signal));
    } catch (caught) {
      if (!this.stop.signal.aborted) this.refusal.set(asProblem(caught));
    } finally {
      this.sending.set(false);
    }
  }

  protected shown(value: VariableValue): string {
    return value === null ? 'nothing' : value === true ? 'yes' : value === false ? 'no' : String(value);
  }

  private variables(): Record<string, VariableDeclaration> {
    const entries = Object.entries(this.store.definition().variables).map(([name, declaration]) => {
      const { initial: _initial, ...rest } = declaration;
      const value = this.valueOf(name, declaration);
      return [name, value === null || value === '' ? rest : { ...rest, initial: value }] as const;
    });
    return Object.fromEntries(entries);
  }

  private valueOf(name: string, { initial }: VariableDeclaration): VariableValue {
    return this.given()[name] ?? initial ?? null;
  }
}

function namesIn({ url, headers, body }: RequestNode): string[] {
  const texts = [url, ...headers.map(({ value }) => value), body ?? ''];
  return [...new Set(texts.flatMap((text) => inspectTemplate(text).names))];
}

/** JSON with its lines; anything else as it came, or as much of it as did. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // SyntaxError: not JSON, or only its beginning.
    return text;
  }
}
