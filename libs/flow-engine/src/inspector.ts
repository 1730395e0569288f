/** The checks that kinds share: texts, media and variables of one node. */
import type {
  Definition,
  FlowNode,
  Language,
  Localized,
  MediaReference,
  Template,
  VariableDeclaration,
  VariableType,
} from './definition.js';
import type { BindingKind, ContentFact, Facts, Issue, Severity } from './issues.js';
import type { Inspection, Where, WhereFor } from './kind.types.js';
import { checkExpression } from './expressions.js';
import { kindOf } from './kinds.js';
import { baseOf, isChosen, isWritten, languageName, nearest, pick, pickText } from './languages.js';
import { own } from './own.js';
import { repairOf, type IssueCode } from './repairs.js';
import { inspect } from './templates.js';

const ONE = { schedules: 'schedule', values: 'value', secrets: 'secret', queues: 'queue' } as const;

export function nodeTitle(node: FlowNode): string {
  return node.name.trim() || kindOf(node)?.label || node.kind;
}

/** Why a piece of the library cannot be played; undefined where it can, or where nothing is known of the library. */
export function inLibrary(
  facts: Facts | undefined,
  contentId: string,
  kinds: readonly ContentFact['kind'][],
): { code: 'media.unknown' | 'media.wrong-kind' | 'media.not-ready'; message: string } | undefined {
  if (facts?.content === undefined) return undefined;
  const content = own(facts.content, contentId);
  if (content === undefined)
    return { code: 'media.unknown', message: 'its media are no longer in the library. Choose others.' };
  if (!kinds.includes(content.kind))
    return {
      code: 'media.wrong-kind',
      message: `“${content.name}” is ${content.kind}; it takes ${kinds.join(' or ')}.`,
    };
  if (content.status === 'ready') return undefined;
  const why = content.status === 'failed' ? 'could not be prepared' : 'is still being prepared';
  return { code: 'media.not-ready', message: `“${content.name}” ${why}.` };
}

export class Inspector implements Inspection {
  readonly languages: readonly Language[];
  private readonly title: string;

  constructor(
    private readonly nodeId: string,
    node: FlowNode,
    private readonly definition: Definition,
    private readonly facts: Facts | undefined,
    private readonly issues: Issue[],
  ) {
    this.languages = definition.languages;
    this.title = nodeTitle(node);
  }

  error<Code extends string>(code: Code, message: string, ...[where]: WhereFor<Code>): void {
    this.report('error', code, message, where);
  }

  warning<Code extends string>(code: Code, message: string, ...[where]: WhereFor<Code>): void {
    this.report('warning', code, message, where);
  }

  text(texts: Localized<Template>, field: string, label: string): void {
    const chosen = pickText(texts, this.languages[0] ?? '', this.languages);
    if (chosen === undefined) {
      this.error('text.missing', `the ${label} is empty.`, { field: `${field}.${this.languages[0] ?? ''}` });
      return;
    }
    this.eachLanguage(texts, isWritten, (language, picked) => {
      if (picked === undefined) this.languageMissing(language, chosen.language, field, `the ${label}`);
      else this.template(picked, `${field}.${language}`);
    });
  }

  optionalText(texts: Localized<Template> | undefined, field: string, label: string): void {
    if (texts !== undefined && this.languages.some((language) => own(texts, language)?.trim())) {
      this.text(texts, field, label);
    }
  }

  template(template: Template, field: string): void {
    const { names, balanced } = inspect(template);
    if (!balanced) {
      this.error('template.braces', 'a brace stands alone. Write {{ and }} for braces, {name} for a variable.', {
        field,
      });
    }
    for (const name of names) this.variable(name, field);
  }

  expression(source: string, field: string, wants?: VariableType): readonly string[] {
    const checked = checkExpression(source, this.definition.variables, wants);
    if (checked.problem === undefined) return checked.names;
    this.error(checked.code, `the expression cannot be used, ${checked.problem}`, {
      field,
      repair: 'Correct the expression where the message points.',
    });
    return [];
  }

  media(media: Localized<MediaReference>, field: string, kinds: readonly ContentFact['kind'][]): void {
    const chosen = pick(media, this.languages[0] ?? '', this.languages, isChosen);
    if (chosen === undefined) {
      this.error('media.missing', `choose ${kinds[0] === 'audio' ? 'an audio' : 'a video'} from the library.`, {
        field,
      });
      return;
    }
    this.eachLanguage(media, isChosen, (language, picked) => {
      if (picked === undefined) this.languageMissing(language, chosen.language, field, 'the media file');
      else this.content(picked.contentId, language, `${field}.${language}`, kinds);
    });
  }

  optionalMedia(
    media: Localized<MediaReference> | undefined,
    field: string,
    kinds: readonly ContentFact['kind'][],
  ): void {
    if (media !== undefined && this.languages.some((language) => own(media, language)?.contentId)) {
      this.media(media, field, kinds);
    }
  }

  variable(name: string, field: string): VariableDeclaration | undefined {
    const declaration = own(this.definition.variables, name);
    if (declaration !== undefined) return declaration;
    if (name === '') this.error('variable.missing', 'choose a variable.', { field });
    else this.error('variable.undeclared', `the flow has no variable named ${name}.`, { field, name });
    return undefined;
  }

  binding(what: BindingKind, name: string, field: string): void {
    const known = this.facts?.[what];
    const one = ONE[what];
    if (name === '') this.error(`${one}.missing`, `choose a ${one}.`, { field });
    else if (known !== undefined && !known.includes(name)) {
      this.error(`${one}.unknown`, `there is no ${one} named ${name}.`, { field, name });
    }
  }

  isPersonal(name: string): boolean {
    return own(this.definition.variables, name)?.personal === true;
  }

  /** What serves each of the flow's languages, once, under the language it is written in; nothing where nothing does. */
  private eachLanguage<T>(
    values: Localized<T>,
    present: (value: T) => boolean,
    look: (language: Language, value: T | undefined) => void,
  ): void {
    const seen: Language[] = [];
    for (const language of this.languages) {
      const picked = nearest(values, language, present);
      if (picked === undefined) look(language, undefined);
      else if (!seen.includes(picked.language)) {
        seen.push(picked.language);
        look(picked.language, picked.value);
      }
    }
  }

  private content(contentId: string, language: Language, field: string, kinds: readonly ContentFact['kind'][]): void {
    const problem = inLibrary(this.facts, contentId, kinds);
    if (problem) this.error(problem.code, problem.message, { field });
    const content = this.facts?.content && own(this.facts.content, contentId);
    if (content?.status === 'ready') this.captions(content, { field, contentId, language });
  }

  /** People who cannot hear get the words of a video in writing, or somebody says by name that they do not. */
  private captions(content: ContentFact, where: Where & { language: Language }): void {
    if (content.kind === 'image' || content.silent) return;
    const { language } = where;
    if (content.captions.some((caption) => baseOf(caption) === baseOf(language))) return;
    const message = `“${content.name}” has no ${languageName(language)} captions.`;
    if (content.kind === 'video') this.error('media.captions', message, where);
    else this.warning('media.captions', message, where);
  }

  private languageMissing(language: Language, instead: Language, field: string, what: string): void {
    const name = languageName(language);
    const message = `${what} in ${name} is missing; visitors get ${languageName(instead)}.`;
    this.error('language.missing', message, { field: `${field}.${language}`, name });
  }

  private report(severity: Severity, code: string, message: string, where: Where & { repair?: string } = {}): void {
    const { name, field, repair, ...place } = where;
    this.issues.push({
      code,
      severity,
      nodeId: this.nodeId,
      ...place,
      ...(field !== undefined && { field }),
      message: `${this.title}: ${message}`,
      // `WhereFor` sees to it that a code without a sentence of its own is one of the engine's.
      repair: repair ?? repairOf(code as IssueCode, { field, name }),
    });
  }
}
