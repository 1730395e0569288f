/** A mistake or a lack that the person at the terminal can mend: shown as its sentence alone, without a stack. */
export class Complaint extends Error {
  name = 'Complaint';
}

export function explain(error) {
  if (error instanceof Complaint) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
