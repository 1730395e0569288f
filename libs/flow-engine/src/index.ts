export { contentAhead } from './ahead.js';
export { canonicalJson, executableJson } from './canonical.js';
export { compare, type Change } from './compare.js';
export { completeness, type Completeness, type MissingPart, type Tally } from './completeness.js';
export * from './definition.js';
export { DOORS } from './doors.js';
export { EngineError, type EngineErrorCode } from './errors.js';
export { explore, type Coverage, type ExploreOptions, type MissedExit, type WalkFailure } from './explore.js';
export {
  EXPRESSION_FUNCTIONS,
  checkExpression,
  type CheckedExpression,
  type ExpressionFunction,
  type ExpressionType,
} from './expressions.js';
export { extract } from './extract.js';
export { isLanguage } from './fields.js';
export {
  hoursAt,
  isTimeZone,
  localTime,
  type Emergency,
  type Holiday,
  type HoursAnswer,
  type LocalTime,
  type Opening,
  type Schedule,
  type Span,
} from './hours.js';
export type { BindingKind, ContentFact, Facts, Issue, Severity } from './issues.js';
export type { Exit, Family } from './kind.types.js';
export { exitsOf, kinds, type KindInfo } from './kinds.js';
export type * from './kinds/index.js';
export { aliasOf } from './kinds/subflow.js';
export { chooseLanguage, languageName, regionOf } from './languages.js';
export { LIMITS } from './limits.js';
export { merge, reusing, type Answer, type Answers, type Conflict, type Merge, type Side } from './merge.js';
export { mailboxAddress } from './messages.js';
export { migrate } from './migrate.js';
export { partsOf, withMedia, withText, type MediaPart, type Parts, type TextPart } from './parts.js';
export { readPhone, type PhoneProblem } from './phone.js';
export { referencesOf, type References } from './references.js';
export * from './run.types.js';
export { recordScenario, type Tried } from './record.js';
export * from './replay.js';
export { resume, start } from './run.js';
export { runScenario } from './scenario.js';
export { isScenario, validateScenario } from './scenario-structure.js';
export type * from './scenario.types.js';
export * from './screen.js';
export { validateSchedule } from './schedule.js';
export { isDefinition } from './structure.js';
export { inspect as inspectTemplate, isVariableName } from './templates.js';
export { validate } from './validate.js';
