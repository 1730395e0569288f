/** The checks that kinds share: texts, media and variables of one node. */
import type {
  Definition,
  FlowNode,
  Language,
  Localized,
  MediaReference,
  Template,
  VariableDeclaration,
} from './definition.js';
import type { BindingKind, ContentFact, Facts, Issue, Severity } from './issues.js';
import type { Inspection } from './kind.types.js';
import { kindOf } from './kinds.js';
import { baseOf, pick, pickText } from './languages.js';
import { own } from './own.js';
import { inspect } from './templates.js';

type Where = { field?: string; exit?: string };

export function nodeTitle(node: FlowNode): string {
  return node.name.trim() || kindOf(node)?.label || node.kind;
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

  error(code: string, message: string, where: Where = {}): void {
    this.report('error', code, message, where);
  }

  warning(code: string, message: string, where: Where = {}): void {
    this.report('warning', code, message, where);
  }

  text(texts: Localized<Template>, field: string, label: string): void {
    const chosen = pickText(texts, this.languages[0] ?? '', this.languages);
    if (chosen === undefined) {
      this.error('text.missing', `the ${label} is empty.`, { field: `${field}.${this.languages[0] ?? ''}` });
      return;
    }
    for (const language of this.languages) {
      const template = own(texts, language);
      if (template?.trim()) this.template(template, `${field}.${language}`);
      else this.languageMissing(language, chosen.language, field, `the ${label}`);
    }
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

  media(media: Localized<MediaReference>, field: string, kinds: readonly ContentFact['kind'][]): void {
    const chosen = pick(media, this.languages[0] ?? '', this.languages, ({ contentId }) => contentId !== '');
    if (chosen === undefined) {
      this.error('media.missing', `choose ${kinds[0] === 'audio' ? 'an audio' : 'a video'} from the library.`, {
        field,
      });
      return;
    }
    for (const language of this.languages) {
      const contentId = own(media, language)?.contentId;
      if (contentId) this.content(contentId, language, `${field}.${language}`, kinds);
      else this.languageMissing(language, chosen.language, field, 'the media file');
    }
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
    else this.error('variable.undeclared', `the flow has no variable named ${name}.`, { field });
    return undefined;
  }

  binding(what: BindingKind, name: string, field: string): void {
    const known = this.facts?.[what];
    const one = what.slice(0, -1);
    if (name === '') this.error(`${one}.missing`, `choose a ${one}.`, { field });
    else if (known !== undefined && !known.includes(name)) {
      this.error(`${one}.unknown`, `there is no ${one} named ${name}.`, { field });
    }
  }

  isPersonal(name: string): boolean {
    return own(this.definition.variables, name)?.personal === true;
  }

  private content(contentId: string, language: Language, field: string, kinds: readonly ContentFact['kind'][]): void {
    if (this.facts?.content === undefined) return;
    const content = own(this.facts.content, contentId);
    if (content === undefined) {
      this.error('media.unknown', 'its media are no longer in the library. Choose others.', { field });
      return;
    }
    if (!kinds.includes(content.kind)) {
      this.error('media.wrong-kind', `“${content.name}” is ${content.kind}; it takes ${kinds.join(' or ')}.`, {
        field,
      });
    }
    if (content.status !== 'ready') {
      const why = content.status === 'failed' ? 'could not be prepared' : 'is still being prepared';
      this.error('media.not-ready', `“${content.name}” ${why}.`, { field });
    }
    const captioned = content.captions.some((caption) => baseOf(caption) === baseOf(language));
    if (content.kind === 'video' && !captioned) {
      this.warning('media.captions', `“${content.name}” has no ${languageName(language)} captions.`, { field });
    }
  }

  private languageMissing(language: Language, instead: Language, field: string, what: string): void {
    const message = `${what} in ${languageName(language)} is missing; visitors get ${languageName(instead)}.`;
    this.warning('language.missing', message, { field: `${field}.${language}` });
  }

  private report(severity: Severity, code: string, message: string, where: Where): void {
    this.issues.push({ code, severity, nodeId: this.nodeId, ...where, message: `${this.title}: ${message}` });
  }
}

const names = new Map<Language, string>();

/** In English, as all messages to authors. */
function languageName(language: Language): string {
  let name = names.get(language);
  if (name === undefined) {
    name = readLanguageName(language);
    if (names.size > 500) names.clear();
    names.set(language, name);
  }
  return name;
}

function readLanguageName(language: Language): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(language) ?? language;
  } catch {
    // RangeError: an author's tag that is not a language.
    return language;
  }
}
