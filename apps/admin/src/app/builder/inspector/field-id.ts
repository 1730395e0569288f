let last = 0;

/** A document-wide id for an input and its label. */
export function fieldId(): string {
  return `field-${++last}`;
}
