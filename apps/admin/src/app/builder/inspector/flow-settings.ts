import { Component, computed, inject, output, signal } from '@angular/core';
import { type Background, LIMITS, type MissingPart } from '@calldocker/flow-engine';
import { COMMON_LANGUAGES, isLanguage, languageName } from '../../library/languages';
import { NextSteps } from '../../onboarding/next-steps-list';
import { Icon } from '../../ui/icon';
import { type MenuAction, MoreMenu } from '../../ui/more-menu';
import { DraftStore } from '../draft/draft-store';
import { outlineOf } from '../draft/reading-order';
import { BackgroundField } from './background-field';
import { CountryField } from './country-field';
import { FlowVariables } from './flow-variables';
import { Inspected } from './inspected';
import { MailboxField } from './mailbox-field';
import { fieldOf, fieldWords, languageStates, lent } from './languages/gaps';

const MOST_LISTED = 50;

/** What belongs to the flow as a whole: where it starts, its languages, its variables. */
@Component({
  selector: 'app-flow-settings',
  imports: [BackgroundField, CountryField, FlowVariables, Icon, MailboxField, MoreMenu, NextSteps],
  templateUrl: './flow-settings.html',
  styleUrl: './flow-settings.css',
})
export class FlowSettings {
  private readonly store = inject(DraftStore);
  private readonly inspected = inject(Inspected);
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
  protected readonly states = computed(() => languageStates(this.draft()));
  /** The language of which it is listed what is missing. */
  protected readonly listed = signal<string | null>(null);
  protected readonly most = MOST_LISTED;

  protected partWords(part: MissingPart): string {
    return `${part.nodeName}: ${fieldWords(fieldOf(part))}`;
  }

  /** To the field that lacks it, in its language. */
  protected goTo(part: MissingPart, language: string): void {
    this.store.write(language);
    this.store.select(part.nodeId);
    this.inspected.fieldWish.set(fieldOf(part));
  }

  protected start(id: string): void {
    this.store.setStart(id || null);
  }

  protected setCountry(country: string | undefined): void {
    this.store.setCountry(country);
  }

  protected setMailbox(mailbox: string): void {
    this.store.setMailbox(mailbox);
  }

  protected setBackground(background: Background | undefined): void {
    this.store.setBackground(background);
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
    const missing = this.states()[index]?.missing ?? [];
    const actions = others.flatMap((from): MenuAction[] => {
      const next = lent(this.draft(), missing, language, from);
      if (next === this.draft()) return [];
      const label = `Copy what is missing from ${languageName(from)}`;
      return [{ label, run: () => this.store.replace(label, next) }];
    });
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
