/**
 * The working copy of a session during one call: what a node kind may read and do. It copies what it changes and never
 * touches the state or the definition it was given.
 */
import type {
  Definition,
  Language,
  Localized,
  MediaReference,
  Template,
  VariableDeclaration,
  VariableValue,
} from './definition.js';
import { pick, pickText, regionOf } from './languages.js';
import { LIMITS } from './limits.js';
import { own } from './own.js';
import { phrase, type PhraseKey, type PhraseValues } from './phrases.js';
import type { HoursAnswer, Schedule } from './hours.js';
import type { Bundle, Door, Effect, Environment, FlowEvent, Frame, Segment, State, Talk } from './run.types.js';
import type { Outcome } from './screen.js';
import { inspect, render } from './templates.js';
import { coerce, fits, initialValues, shown } from './variables.js';

/** What of a state a visit begins with. */
export type VisitStart = Pick<
  State,
  'nodeId' | 'language' | 'variables' | 'memory' | 'door' | 'talk' | 'seed' | 'flow' | 'stack'
>;

/** The memory of a node that keeps nothing. */
export const NOTHING: Readonly<Record<string, VariableValue>> = Object.freeze({});

/** An effect as a kind asks for it: the visit adds who asked. */
export type EffectContent = Effect extends infer One
  ? One extends Effect
    ? Omit<One, 'id' | 'nodeId' | 'flow'>
    : never
  : never;

export class Visit {
  readonly events: FlowEvent[] = [];
  readonly segments: Segment[] = [];
  readonly effects: Effect[] = [];
  nodeId: string;
  door: Door | null;
  talk: Talk | undefined;
  /** What the current node keeps between inputs. Replaced, never changed: it may be the state's own. */
  memory: Readonly<Record<string, VariableValue>>;
  language: Language;
  /** Alias of the subflow the visitor is in. */
  flow: string | undefined;
  definition: Definition;
  private readonly contact: string | undefined;
  private stack: readonly Frame[];
  private variables: Record<string, VariableValue>;
  private variablesCopied = false;
  /** Faults that were told, in steps that have any. */
  private told: Set<string> | undefined;

  constructor(
    private readonly bundle: Bundle,
    private readonly env: Environment,
    from: VisitStart,
    private readonly inputs: number,
  ) {
    this.nodeId = from.nodeId;
    this.language = from.language;
    this.variables = from.variables;
    this.memory = from.memory ?? NOTHING;
    this.door = from.door ?? null;
    this.talk = from.talk;
    this.contact = from.seed;
    this.flow = from.flow;
    this.stack = from.stack ?? [];
    this.definition = definitionOf(bundle, from.flow) ?? bundle.definition;
  }

  get now(): number {
    return this.env.now;
  }

  /** Stable for a person across sessions, where the host knows one. States once had the session's seed in its place. */
  get person(): string | undefined {
    return this.contact === this.env.seed ? undefined : this.contact;
  }

  /** What splits are a hash of: the contact, or the session. */
  get seed(): string {
    return this.contact ?? this.env.seed;
  }

  /** Flows that wait for this one to return. */
  get depth(): number {
    return this.stack.length;
  }

  /** Goes into another flow, with values of its own; false when the bundle does not have it. */
  call(alias: string, inputs: Readonly<Record<string, VariableValue>>): boolean {
    const definition = definitionOf(this.bundle, alias);
    if (definition === undefined) return false;
    this.event('called', { flow: alias });
    this.stack = [
      ...this.stack,
      { ...(this.flow && { flow: this.flow }), nodeId: this.nodeId, variables: this.variables },
    ];
    this.begin(alias, definition, initialValues(definition));
    for (const [name, value] of Object.entries(inputs))
      if (this.declaration(name) !== undefined) this.assign(name, value);
    return true;
  }

  /** Back at the node that called; `undefined` in the session's own flow. */
  back(): Readonly<Record<string, VariableValue>> | undefined {
    const frame = this.stack.at(-1);
    const definition = frame && definitionOf(this.bundle, frame.flow);
    if (frame === undefined || definition === undefined) return undefined;
    const { variables } = this;
    this.stack = this.stack.slice(0, -1);
    this.begin(frame.flow, definition, frame.variables);
    this.nodeId = frame.nodeId;
    this.memory = NOTHING;
    this.event('returned');
    return variables;
  }

  private begin(flow: string | undefined, definition: Definition, variables: Record<string, VariableValue>): void {
    this.flow = flow;
    this.definition = definition;
    this.variables = variables;
    this.variablesCopied = false;
  }

  schedule(name: string): Schedule | undefined {
    return own(this.env.bindings?.schedules, name);
  }

  /** A value of the company by name; `undefined` when it keeps none. */
  bound(name: string): string | undefined {
    return own(this.env.bindings?.values, name);
  }

  substituteHours(): HoursAnswer | undefined {
    const { hours } = this.env.substitutes ?? {};
    return hours && own(hours, this.flow === undefined ? this.nodeId : `${this.flow}/${this.nodeId}`);
  }

  /** Whether the flow speaks this language. */
  speaks(language: Language): boolean {
    return this.definition.languages.includes(language);
  }

  /** A text in the visitor's language with variables filled in. */
  text(texts: Localized<Template>): string {
    const picked = pickText(texts, this.language, this.definition.languages);
    if (picked !== undefined) return this.render(picked.value);
    this.fail('text.missing');
    return '';
  }

  optionalText(texts: Localized<Template> | undefined): string | undefined {
    const picked = texts && pickText(texts, this.language, this.definition.languages);
    return picked && this.render(picked.value);
  }

  /** A text with the language it is in. */
  said(texts: Localized<Template>): { language: Language; text: string } {
    const picked = pickText(texts, this.language, this.definition.languages);
    if (picked !== undefined) return { language: picked.language, text: this.render(picked.value) };
    this.fail('text.missing');
    return { language: this.language, text: '' };
  }

  /** The language in which `text` answers. */
  languageOf(texts: Localized<Template>): Language {
    return pickText(texts, this.language, this.definition.languages)?.language ?? this.language;
  }

  render(template: Template): string {
    return render(template, (name) => {
      if (this.declaration(name) === undefined) this.fail('variable.missing', { variable: name });
      return shown(this.value(name));
    });
  }

  phrase(key: PhraseKey, values?: PhraseValues): string {
    return phrase(this.language, key, values);
  }

  contentId(media: Localized<MediaReference> | undefined): string | undefined {
    return (
      media &&
      pick(media, this.language, this.definition.languages, ({ contentId }) => contentId !== '')?.value.contentId
    );
  }

  /** How a number without `+` is read when the node does not say. */
  get country(): string | undefined {
    return this.definition.country ?? regionOf(this.language);
  }

  /** Where the dock's e-mail goes, whichever flow the visitor is in. */
  get mailbox(): string | undefined {
    return this.bundle.definition.mailbox;
  }

  /** The flow that the session began with. */
  get caller(): Definition {
    return this.bundle.definition;
  }

  value(name: string): VariableValue {
    return own(this.variables, name) ?? null;
  }

  /** Reads a variable for a decision; one that is not declared is an author's mistake and has no value. */
  read(name: string): VariableValue {
    if (this.declaration(name) === undefined) this.fail('variable.missing', { variable: name });
    return this.value(name);
  }

  assign(name: string, value: VariableValue): boolean {
    const declaration = this.declaration(name);
    if (declaration === undefined) {
      this.fail('variable.missing', { variable: name });
      return false;
    }
    const coerced = coerce(value, declaration.type);
    if (coerced === undefined || !fits(coerced)) {
      this.fail(coerced === undefined ? 'variable.wrong-type' : 'variable.too-large', { variable: name });
      return false;
    }
    if (!this.variablesCopied) {
      this.variables = { ...this.variables };
      this.variablesCopied = true;
    }
    this.variables[name] = coerced;
    return true;
  }

  /** Telephone numbers and addresses are personal even where nobody declared them so. */
  isPersonal(name: string): boolean {
    const declaration = this.declaration(name);
    return declaration !== undefined && (declaration.personal || ['phone', 'email'].includes(declaration.type));
  }

  quotesPersonal(template: Template): boolean {
    return template.includes('{') && inspect(template).names.some((name) => this.isPersonal(name));
  }

  event(type: FlowEvent['type'], data: FlowEvent['data'] = {}): void {
    // The way itself is always told; what stands beside it, up to a bound.
    if (this.events.length >= LIMITS.events && (type === 'set' || type === 'failed')) return;
    const event: FlowEvent = { type, nodeId: this.nodeId, data };
    if (this.flow !== undefined) event.flow = this.flow;
    this.events.push(event);
  }

  /** Records what a host cannot recompute later, beside the fact that this node was entered. */
  note(data: FlowEvent['data']): void {
    const entered = this.events.findLast((event) => event.type === 'entered');
    if (entered !== undefined) Object.assign(entered.data, data);
  }

  /** An author's mistake, or media that would not play. Told once a call. */
  fail(code: string, data: FlowEvent['data'] = {}): void {
    const fault = JSON.stringify([this.flow, this.nodeId, code, data.variable]);
    this.told ??= new Set();
    if (this.told.has(fault)) return;
    this.told.add(fault);
    this.event('failed', { code, ...data });
  }

  /** Asks the host to act. The id depends on the session's inputs alone, so a repeated call asks for the same thing. */
  request(effect: EffectContent): string {
    const id = `${this.inputs}-${this.effects.length + 1}`;
    this.effects.push({ id, nodeId: this.nodeId, ...(this.flow && { flow: this.flow }), ...effect });
    this.event('requested', { effect: id, type: effect.type });
    return id;
  }

  state(outcome: Outcome | null): State {
    const state: State = {
      spec: 1,
      status: outcome === null ? 'active' : 'ended',
      nodeId: this.nodeId,
      language: this.language,
      variables: this.variables,
      inputs: this.inputs,
    };
    if (outcome !== null) state.outcome = outcome;
    else {
      if (!isEmpty(this.memory)) state.memory = this.memory;
      if (this.door !== null) state.door = this.door;
      if (this.talk !== undefined) state.talk = this.talk;
    }
    if (this.contact !== undefined) state.seed = this.contact;
    if (this.flow !== undefined) state.flow = this.flow;
    if (this.stack.length > 0) state.stack = [...this.stack];
    return state;
  }

  private declaration(name: string): VariableDeclaration | undefined {
    return own(this.definition.variables, name);
  }
}

function isEmpty(record: object): boolean {
  for (const _ in record) return false;
  return true;
}

/** The flow's own definition, or that of a subflow by its alias. */
export function definitionOf(bundle: Bundle, flow: string | undefined): Definition | undefined {
  return flow === undefined ? bundle.definition : own(bundle.subflows, flow)?.definition;
}
