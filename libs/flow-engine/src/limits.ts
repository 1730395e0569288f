/** Every bound of the engine. The first seven hold while a flow runs; the rest are what `validate()` allows an author. */
export const LIMITS = {
  /** Inputs a session takes in its life. */
  inputs: 1000,
  /** Nodes one call of `start()` or `resume()` may enter. */
  steps: 100,
  /** Flows within one another at a time. */
  depth: 8,
  /** Seconds a wait lasts at most: while media play, and while nothing else bounds it. */
  mediaSeconds: 3600,
  patienceSeconds: 1800,
  /** UTF-8 bytes of one variable's value. */
  variableBytes: 4096,
  /** Characters of the name and of the reason in a callback request; longer ones are cut. */
  callbackName: 200,
  callbackAbout: 1000,

  nodes: 2000,
  variables: 200,
  languages: 20,
  choices: 12,
  rows: 50,
  conditions: 20,
  assignments: 50,
  spansPerDay: 8,
  holidays: 400,
  retries: 9,
  retentionDays: 3650,
  pathLength: 200,
  timeoutSeconds: 3600,
  ratingScale: 10,
  answerLength: 1000,
  nameLength: 120,
  textLength: 4000,
  idLength: 64,
} as const;
