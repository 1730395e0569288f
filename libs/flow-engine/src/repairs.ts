/**
 * How to mend what an issue names: one sentence for each code that the engine's own checks report. A kind of node whose
 * codes are its own says the sentence where it reports.
 */

/** What a sentence may speak of. */
export interface About {
  /** Path within the node or the definition. */
  field?: string;
  /** What the message names: a variable, a language, a schedule. */
  name?: string;
}

type Repair = string | ((about: About) => string);

const there = ({ field }: About): string => (field ? `“${field}”` : 'it');
const named = ({ name }: About, otherwise: string): string => (name ? `“${name}”` : otherwise);

export const REPAIRS = {
  'structure.type': (about) => `Write ${there(about)} as the format has it.`,
  'structure.missing': (about) => `Add ${there(about)}.`,
  'structure.unknown': (about) => `Take ${there(about)} out, or correct its name.`,
  'structure.kind': 'Choose a kind of node that this version of CallDocker has, or update CallDocker.',
  'structure.depth': 'Take out what stands so deep; a flow needs few levels.',
  'definition.newer-spec': 'Update CallDocker, or export the flow from a version as old as this one.',
  'value.empty': (about) => `Fill in ${there(about)}.`,
  'value.range': (about) => `Give ${there(about)} a number within these bounds.`,
  'value.form': (about) => `Write ${there(about)} in the form that is asked for.`,
  'value.count': (about) => `Add entries to ${there(about)}.`,
  'limit.count': (about) => `Take entries out of ${there(about)}, or divide the flow into subflows.`,
  'limit.length': (about) => `Shorten ${there(about)}.`,
  'limit.variable-bytes': 'Give the variable a shorter value.',
  'limit.steps': 'Put a message, a question or an End among these nodes.',
  'start.missing': 'Choose the node that visitors come to first.',
  'exit.dangling': 'Connect the exit to the node that comes next.',
  'exit.unknown-node': 'Connect the exit to a node that is there.',
  'exit.unknown': 'Remove the connection.',
  'flow.circle': 'Put a node at which the flow waits into the circle, or lead one of its exits elsewhere.',
  'flow.trap': 'Lead an exit of one of these nodes to an End, or to a node that reaches a person.',
  'node.unreachable': 'Connect an exit to it, or delete it.',
  'text.missing': 'Write the text.',
  'language.missing': (about) => `Write or choose it in ${about.name ?? 'this language'}, or take the language out.`,
  'language.duplicate': (about) => `List ${about.name ?? 'each language'} once.`,
  'template.braces': 'Close the brace after the name of a variable, or double it.',
  'variable.missing': 'Choose a variable.',
  'variable.undeclared': (about) => `Declare ${named(about, 'it')} among the flow’s variables, or correct the name.`,
  'variable.wrong-type': 'Choose another variable, or change its type or the value.',
  'variable.not-personal': (about) => `Mark ${named(about, 'the variable')} as personal, or use one that is.`,
  'variable.maybe-unset': (about) =>
    `Give ${named(about, 'it')} an initial value, set it on the way, or let a branch ask whether it is set.`,
  'media.missing': 'Choose a medium from the library.',
  'media.unknown': 'Choose a medium that is in the library.',
  'media.wrong-kind': 'Choose a medium of the kind that is asked for.',
  'media.not-ready': 'Wait until it is ready, or choose another medium.',
  'media.captions': 'Add captions in this language in the library, or waive them by name when you publish.',
  'schedule.missing': 'Choose a schedule.',
  'schedule.unknown': (about) => `Create the schedule ${named(about, '')} in the settings, or choose another one.`,
  'mailbox.form': 'Write an address such as help@example.com, or choose a value of the company that holds one.',
  'value.missing': 'Choose a value.',
  'value.unknown': (about) => `Create the value ${named(about, '')} in the settings, or choose another one.`,
  'secret.missing': 'Choose a secret.',
  'secret.unknown': (about) => `Create the secret ${named(about, '')} in the settings, or choose another one.`,
  'queue.missing': 'Choose a queue.',
  'queue.unknown': (about) => `Create the queue ${named(about, '')}, or choose another one.`,
  'choice.duplicate': 'Give each choice an id of its own.',
  'choice.duplicate-key': 'Give each choice a key of its own.',
  'row.duplicate': 'Give each row an id of its own.',
  'condition.no-value': 'Say what to compare it with, or ask whether it is set.',
  'ask.length': 'Lower “minLength” or raise “maxLength”.',
  'hours.time-zone': 'Choose a time zone from the list.',
  'callback.country': 'Choose a country whose numbers can be read, or ask for the country code.',
} satisfies Record<string, Repair>;

/** The codes that are reported in many places; each has its repair. */
export type IssueCode = keyof typeof REPAIRS;

export function repairOf(code: IssueCode, about: About): string {
  const repair: Repair = REPAIRS[code];
  return typeof repair === 'string' ? repair : repair(about);
}
