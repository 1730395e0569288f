export { canonicalJson, executableJson } from './canonical.js';
export * from './definition.js';
export { EngineError, type EngineErrorCode } from './errors.js';
export { extract } from './extract.js';
export {
  hoursAt,
  isTimeZone,
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
export { chooseLanguage, regionOf } from './languages.js';
export { LIMITS } from './limits.js';
export { migrate } from './migrate.js';
export { readPhone, type PhoneProblem } from './phone.js';
export * from './run.types.js';
export { resume, start } from './run.js';
export * from './screen.js';
export { validateSchedule } from './schedule.js';
export { isDefinition } from './structure.js';
export { isVariableName } from './templates.js';
export { validate } from './validate.js';
