/** What a node kind is made of. One file in `kinds/` holds all of it; `kinds.ts` lists them. */
import type {
  FlowNode,
  Language,
  Localized,
  MediaReference,
  Template,
  VariableDeclaration,
  VariableType,
  VariableValue,
} from './definition.js';
import type { Check } from './fields.js';
import type { BindingKind, ContentFact, Issue } from './issues.js';
import type { About, IssueCode } from './repairs.js';
import type { Input, ResultInput, Wait } from './run.types.js';
import type { Outcome, Screen } from './screen.js';
import type { Visit } from './visit.js';

/** The five families of the palette. */
export type Family = 'play' | 'ask' | 'decide' | 'reach' | 'system';

export interface Exit {
  id: string;
  /** As an author reads it. */
  label: string;
  /** Taken instead while this exit leads nowhere, which is then no mistake. */
  fallback?: string;
}

/**
 * What happens next: go on by an exit, stop and wait, end the session, or refuse an input that the screen did not offer
 * (the session stays as it was).
 */
export type Turn = { exit: string } | 'wait' | Call | End | 'refuse';

/** Goes on in another flow of the bundle, which returns to this node. */
export interface Call {
  call: string;
  inputs: Record<string, VariableValue>;
}

export interface End {
  end: Outcome;
  text: string;
  language: Language;
  /** Ends the session even where a flow waits for this one to return. */
  whole?: true;
}

/** How a subflow came back: its variables, as it left them. */
export interface Return {
  outcome: Outcome;
  variables: Readonly<Record<string, VariableValue>>;
}

/** A variable that a node gives a value, and the exit after which it has one (all of them when absent). */
export interface Written {
  variable: string;
  exit?: string;
  /** What it had is taken away. */
  cleared?: true;
  /** It may also stay as it was. */
  maybe?: true;
}

/** A variable whose value a node makes use of, and where it says so. */
export interface Read {
  variable: string;
  field: string;
}

/** An input to try at a node. What became of an effect is told without its id. */
export type Sample = Exclude<Input, ResultInput> | Omit<ResultInput, 'effectId'>;

interface KindBase<Node extends FlowNode> {
  readonly kind: Node['kind'];
  readonly label: string;
  readonly family: Family;
  /** Name of a symbol in the icon sprite. */
  readonly icon: string;
  /** Where it stands among its family in the palette. */
  readonly place: number;
  /** One sentence for the palette. */
  readonly about: string;
  readonly structure: Check<Node>;
  /** A new node as the builder inserts it. Texts are for the author to write. */
  create(language: Language): Node;
  exits(node: Node, language?: Language): Exit[];
  /** Reports what an author has to mend beyond the structure. */
  check(node: Node, inspection: Inspection): void;
  enter(node: Node, visit: Visit): Turn;
  /** Which variables the node gives a value. */
  writes?(node: Node): Written[];
  /** Which variables it takes to have one: more or fewer than its texts, templates and expressions (`quoted`) need. */
  reads?(node: Node, quoted: readonly Read[]): Read[];
  /** Variables of which it is known after an exit that they have a value, since the node has looked. */
  assures?(node: Node): Written[];
  /** A person is at the end of it: paths that come here have arrived. */
  readonly reachesPerson?: true;
  /** What to try when a flow is explored, besides what its screen and its wait tell of. */
  samples?(node: Node): readonly Sample[];
  /** The flows this node calls go on from here. */
  returned?(node: Node, back: Return, visit: Visit): Turn;
}

/** A kind the visitor never sees: the flow passes through it. */
export interface PassingKind<Node extends FlowNode> extends KindBase<Node> {
  readonly waits: false;
}

/** A kind that shows a screen and waits for an input. */
export interface WaitingKind<Node extends FlowNode> extends KindBase<Node> {
  readonly waits: true;
  /** A new `accepts` at each call: what every wait takes is added to it. */
  wait(node: Node, visit: Visit): Wait;
  screen(node: Node, visit: Visit): Screen;
  /** Only called with an input that `wait` accepts. */
  resume(node: Node, input: Input, visit: Visit): Turn;
  /** Exits that may be taken on coming here, without a wait. */
  readonly atOnce?: readonly string[];
  /** The visitor goes from here for good, by the dock or by closing the page: what they stood for is taken back. */
  gone?(node: Node, visit: Visit): void;
}

export type Kind<Node extends FlowNode = FlowNode> = PassingKind<Node> | WaitingKind<Node>;

export type Where = About & Pick<Issue, 'exit' | 'contentId' | 'language'>;

/** A code of the engine's own has its repair in `repairs.ts`; a kind that has a code to itself gives the sentence along. */
export type WhereFor<Code extends string> = Code extends IssueCode
  ? [where?: Where]
  : [where: Where & { repair: string }];

/** What `check` sees, and where it reports. Messages begin with the node's name; `label` says which text is meant. */
export interface Inspection {
  readonly languages: readonly Language[];
  error<Code extends string>(code: Code, message: string, ...where: WhereFor<Code>): void;
  warning<Code extends string>(code: Code, message: string, ...where: WhereFor<Code>): void;
  /** A text that visitors read: it is there, in every language, and its variables exist. */
  text(texts: Localized<Template>, field: string, label: string): void;
  /** The same for a text that may be left out: nothing written at all is no mistake. */
  optionalText(texts: Localized<Template> | undefined, field: string, label: string): void;
  template(template: Template, field: string): void;
  /** It can be read, uses declared variables, and gives what is wanted. Answers which variables it uses. */
  expression(source: string, field: string, wants?: VariableType): readonly string[];
  media(media: Localized<MediaReference>, field: string, kinds: readonly ContentFact['kind'][]): void;
  optionalMedia(
    media: Localized<MediaReference> | undefined,
    field: string,
    kinds: readonly ContentFact['kind'][],
  ): void;
  /** Something kept outside the flow, by name: it is there, as far as the host has said what is. */
  binding(what: BindingKind, name: string, field: string): void;
  /** The declaration, or `undefined` after reporting that there is none. */
  variable(name: string, field: string): VariableDeclaration | undefined;
  isPersonal(name: string): boolean;
}
