/** What is wrong at a field of a schedule (`week.0.1.from`), as sentences: who holds the schedule knows. */
export type ProblemsAt = (path: string) => readonly string[];
