/** A refusal of the API (RFC 9457), or the lack of any answer. `code` is stable; `title` and `detail` are for people. */
export class ApiProblem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    /** Further members of the answer, `issues` or `current` for example. */
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${code}: ${title}`);
  }

  /** What a support desk can look up. */
  get requestId(): string | null {
    const id = this.extra['requestId'];
    return typeof id === 'string' ? id : null;
  }

  /** Per field, for `request.invalid`. */
  get fields(): { field: string; message: string }[] {
    const errors = this.extra['errors'];
    return Array.isArray(errors) ? errors.filter(isFieldError) : [];
  }

  get sentence(): string {
    return `${this.title}. ${this.detail}`;
  }

  static offline(): ApiProblem {
    return new ApiProblem('network.offline', 0, 'You’re offline', 'Nothing was lost. We try again when you are back.');
  }

  static unreachable(): ApiProblem {
    return new ApiProblem('network.unreachable', 0, 'The server did not answer', 'Check that it runs, then try again.');
  }

  static slow(seconds: number): ApiProblem {
    return new ApiProblem('network.slow', 0, `No answer for ${seconds} s`, 'The server may be busy. Try again.');
  }

  static async from(response: Response): Promise<ApiProblem> {
    return ApiProblem.of(response.status, await response.text());
  }

  /** From the body of a refusal, however it came. */
  static of(status: number, text: string): ApiProblem {
    const body = parse(text);
    const member = (name: string, otherwise: string) => (typeof body[name] === 'string' ? body[name] : otherwise);
    return new ApiProblem(
      member('code', `http.${status}`),
      status,
      member('title', 'The server refused this'),
      member('detail', `It answered with status ${status}. Try again.`),
      body,
    );
  }
}

/** Anything caught, as a problem: an unknown fault of our own code keeps its stack in the console. */
export function asProblem(caught: unknown): ApiProblem {
  if (caught instanceof ApiProblem) return caught;
  if (caught instanceof Error && caught.cause instanceof ApiProblem) return caught.cause;
  console.error(caught);
  return new ApiProblem('console.fault', 0, 'This page failed', 'Nothing was saved. Reload the page, then try again.');
}

function parse(text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text);
    return isRecord(body) ? body : {};
  } catch {
    // A proxy in between may answer in HTML: the status alone has to do.
    return {};
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFieldError(value: unknown): value is { field: string; message: string } {
  return isRecord(value) && typeof value['field'] === 'string' && typeof value['message'] === 'string';
}
