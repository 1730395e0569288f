/** Flows as files: what a person saves, and reads back here or on another installation. */
import type { Definition } from '../api/types';

export function fileName(flowName: string): string {
  const plain = flowName
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
  return `${plain || 'flow'}.flow.json`;
}

/** The flow's name from a file's: `front-door.flow.json` -> `Front door`. */
export function nameFrom(file: string): string {
  const words = file
    .replace(/(\.flow)?\.json$/i, '')
    .replace(/[-_]+/g, ' ')
    .trim();
  return words ? words.charAt(0).toUpperCase() + words.slice(1) : 'Imported flow';
}

/** @throws {SyntaxError} when the text is not JSON */
export function readDefinition(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // A whole answer of the API holds the definition one level down.
  if (typeof value === 'object' && value !== null && 'definition' in value) return value.definition;
  return value;
}

export function download(definition: Definition, flowName: string): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(definition, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName(flowName);
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
