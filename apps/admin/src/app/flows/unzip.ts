/** Reads archives of small text files: those that the console's own export makes, and those that systems make of them. */

const [END, ENTRY, STORED, DEFLATED] = [0x06054b50, 0x02014b50, 0, 8];
const END_SIZE = 22;
/** A comment may follow the end. */
const MOST_COMMENT = 65_535;
/** Of one file, unpacked: what a flow comes to is far less. */
const MOST_BYTES = 32 * 1024 * 1024;

export interface Unzipped {
  name: string;
  text: string;
}

/** @throws {SyntaxError} when it is no archive, or one of a sort that nobody makes of text files */
export async function unzip(bytes: Uint8Array<ArrayBuffer>): Promise<Unzipped[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files: Unzipped[] = [];
  try {
    const end = endOf(view);
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0; left--) {
      if (view.getUint32(at, true) !== ENTRY) throw broken();
      const [method, packed] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true)];
      const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
        number,
        number,
        number,
      ];
      const local = view.getUint32(at + 42, true);
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      if (!name.endsWith('/')) files.push({ name, text: await unpacked(bytes.slice(start, start + packed), method) });
      at += 46 + nameLength + extra + comment;
    }
  } catch (caught) {
    // A place beyond the end.
    if (caught instanceof RangeError) throw broken(caught);
    throw caught;
  }
  return files;
}

function endOf(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_SIZE - MOST_COMMENT);
  for (let at = view.byteLength - END_SIZE; at >= first; at--) if (view.getUint32(at, true) === END) return at;
  throw new SyntaxError('This is no archive.');
}

async function unpacked(bytes: Uint8Array<ArrayBuffer>, method: number): Promise<string> {
  if (method === STORED) return new TextDecoder().decode(bytes);
  if (method !== DEFLATED) throw new SyntaxError('The archive is packed in a way that is not read here.');
  const decoder = new TextDecoder();
  let [text, length] = ['', 0];
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      // Data that is not packed as it says.
      throw broken(cause);
    });
    if (done) return text + decoder.decode();
    length += value.byteLength;
    if (length > MOST_BYTES) throw new SyntaxError('A file in the archive is too large.');
    text += decoder.decode(value, { stream: true });
  }
}

function broken(cause?: unknown): SyntaxError {
  return new SyntaxError('The archive is broken.', { cause });
}
