/** Why a file could not be used: a stable code, and a sentence that says what it is and what to do. */
export interface Reason {
  code: string;
  message: string;
}

/** Thrown where a file's own fault ends its way to `ready`. */
export class MediaFault extends Error {
  constructor(readonly reason: Reason) {
    super(reason.code);
  }
}

/** Thrown where the work cannot be done at present: it is tried again, and the piece says why it waits. */
export class NotNow extends Error {
  constructor(
    readonly reason: Reason,
    override readonly cause: unknown,
  ) {
    super(reason.code);
  }
}

export const fault = (code: string, message: string): MediaFault =>
  new MediaFault({ code: `content.${code}`, message });

export const noRoom = (): MediaFault =>
  fault('no-room', 'There is no room left on the server. Ask whoever runs it to make some, then retry.');
