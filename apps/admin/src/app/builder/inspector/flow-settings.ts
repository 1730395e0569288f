import { Component, computed, inject, output, signal } from '@angular/core';
import { LIMITS } from '@calldocker/flow-engine';
import { COMMON_LANGUAGES, isLanguage, languageName } from '../../library/languages';
import { Icon } from '../../ui/icon';
import { type MenuAction, MoreMenu } from '../../ui/more-menu';
import { DraftStore } from '../draft/draft-store';
import { outlineOf } from '../draft/reading-order';
import { CountryField } from './country-field';
import { FlowVariables } from './flow-variables';

/** What belongs to the flow as a whole: where it starts, its languages, its variables. */
@Component({
  selector: 'app-flow-settings',
  imports: [CountryField, FlowVariables, Icon, MoreMenu],
  templateUrl: './flow-settings.html',
  styleUrl: './flow-settings.css',
})
export class FlowSettings {
  private readonly store = inject(DraftStore);
  readonly closed = output();

  protected readonly draft = this.store.definition;
  protected readonly starts = computed(() => {
    const draft = this.draft();
    return outlineOf(draft).map(({ id }) => ({ id, name: draft.nodes[id]?.name ?? id }));
  });
  /** An empty flow is not yet to blame for having no start. */
  protected readonly startIssues = computed(() =>
    this.starts().length === 0 ? [] : this.store.issues().filter(({ field }) => field === 'start'),
  );
  protected readonly adding = signal(false);
  protected readonly unknown = signal(false);
  protected readonly offered = computed(() => COMMON_LANGUAGES.filter((one) => !this.draft().languages.includes(one)));
  protected readonly more = computed(() => this.draft().languages.length < LIMITS.languages);
  protected readonly languageName = languageName;

  protected start(id: string): void {
    this.store.setStart(id || null);
  }

  protected setCountry(country: string | undefined): void {
    this.store.setCountry(country);
  }

  protected addLanguage(box: HTMLInputElement): void {
    const tag = canonical(box.value);
    this.unknown.set(tag === null);
    if (tag === null) return;
    this.store.setLanguages([...this.draft().languages, tag]);
    this.store.write(tag);
    this.adding.set(false);
  }

  protected actions(language: string, index: number): MenuAction[] {
    const { languages } = this.draft();
    const others = languages.filter((one) => one !== language);
    const actions: MenuAction[] = [];
    if (index > 0)
      actions.push({ label: 'Make it the flow’s own', run: () => this.store.setLanguages([language, ...others]) });
    if (others.length > 0) {
      actions.push({ label: 'Remove', run: () => this.store.setLanguages(others), danger: true });
    }
    return actions;
  }
}

/** `pt-br` is `pt-BR`; a name from the list (`German`) is its tag. Null for what is no language. */
function canonical(typed: string): string | null {
  const wanted = typed.trim();
  const byName = COMMON_LANGUAGES.find((tag) => languageName(tag).toLowerCase() === wanted.toLowerCase());
  if (byName) return byName;
  if (!isLanguage(wanted)) return null;
  return Intl.getCanonicalLocales(wanted)[0] ?? null;
}
