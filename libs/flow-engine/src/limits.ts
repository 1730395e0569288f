/** Every bound of the engine. The first group holds while a flow runs; the rest are what `validate()` allows an author. */
export const LIMITS = {
  /** Inputs a session takes in its life. */
  inputs: 1000,
  /** Nodes one call of `start()` or `resume()` may enter. */
  steps: 100,
  /** Events of one call that tell of values and mistakes; where the visitor went is told beyond them. */
  events: 500,
  /** Flows within one another at a time. */
  depth: 8,
  /** Seconds a wait lasts at most: while media play, and while nothing else bounds it. */
  mediaSeconds: 3600,
  patienceSeconds: 1800,
  /** Seconds a person may serve a visitor. */
  serviceSeconds: 14_400,
  /** UTF-8 bytes of one variable's value. */
  variableBytes: 4096,
  /** Characters of the name and of the reason in a callback request; longer ones are cut. */
  callbackName: 200,
  callbackAbout: 1000,
  /** Characters of a message to the company; a longer one is refused. Subjects are cut. */
  messageLength: 4000,
  subjectLength: 200,
  /** Characters of a request's address, and of its headers and its body together. */
  urlLength: 8000,
  requestLength: 65_536,

  /** Levels of brackets in a definition. */
  nesting: 32,
  nodes: 2000,
  /** Places in a layout: of the nodes, and comments and groups. */
  places: 4000,
  commentLength: 2000,
  variables: 200,
  languages: 20,
  choices: 12,
  rows: 50,
  conditions: 20,
  assignments: 50,
  arms: 10,
  weight: 1000,
  headers: 20,
  requestSeconds: 30,
  requestRetries: 3,
  minAnswerBytes: 1024,
  answerBytes: 262_144,
  articles: 50,
  tags: 10,
  tagLength: 40,
  skills: 10,
  priority: 100,
  minWaitSeconds: 30,
  maxWaitSeconds: 7200,
  addressLength: 254,
  spansPerDay: 8,
  holidays: 400,
  retries: 9,
  retentionDays: 3650,
  pathLength: 200,
  scenarioInputs: 200,
  scenarioNodes: 2000,
  versions: 1_000_000,
  timeoutSeconds: 3600,
  ratingScale: 10,
  answerLength: 1000,
  nameLength: 120,
  textLength: 4000,
  idLength: 64,
} as const;
