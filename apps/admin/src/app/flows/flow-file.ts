/** Flows as files: what a person saves, and reads back here or on another installation. */
import type { FlowFile } from '../api/types';
import { type Unzipped, unzip } from './unzip';

/** The flow's name from a file's: `front-door.flow.json` -> `Front door`. */
export function nameFrom(file: string): string {
  const words = file
    .replace(/(\.flow)?\.json$/i, '')
    .replace(/[-_]+/g, ' ')
    .trim();
  return words ? words.charAt(0).toUpperCase() + words.slice(1) : 'Imported flow';
}

/**
 * What the server is asked to import: an exported file, whose name counts before the file's own, or a definition alone.
 * Whether it is a flow is for the server to say.
 * @throws {SyntaxError} when the text is not JSON
 */
export function readFlowFile(text: string, fileName: string): FlowFile {
  const value: unknown = JSON.parse(text);
  const name = nameFrom(fileName);
  if (!isRecord(value) || !('definition' in value)) return { name, definition: value };
  const { definition, content, key } = value;
  return {
    name: typeof value['name'] === 'string' && value['name'] ? value['name'] : name,
    ...(typeof key === 'string' && { key }),
    ...(isRecord(content) && { content: content as NonNullable<FlowFile['content']> }),
    definition,
  };
}

/**
 * What a chosen file holds: itself, or the files of an archive of flows.
 * @throws {SyntaxError} when it calls itself an archive and is none
 */
export async function textsOf(file: File): Promise<Unzipped[]> {
  if (!/\.zip$/i.test(file.name)) return [{ name: file.name, text: await file.text() }];
  const files = await unzip(new Uint8Array(await file.arrayBuffer()));
  // Systems put files of their own beside.
  const flows = files.filter(({ name }) => name.endsWith('.json') && !name.startsWith('__MACOSX'));
  if (flows.length === 0) throw new SyntaxError('There is no flow in the archive.');
  return flows.map(({ name, text }) => ({ name: name.split('/').at(-1) ?? name, text }));
}

/** Several files as one archive. */
export async function downloadAll(files: readonly { name: string; text: string }[], fileName: string): Promise<void> {
  const { downloadZip } = await import('client-zip');
  const zip = downloadZip(files.map(({ name, text }) => ({ name, input: text, lastModified: new Date() })));
  download(await zip.blob(), 'application/zip', fileName);
}

export function download(content: string | Blob, type: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
