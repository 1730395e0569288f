import { DefaultHttpStack, type HttpRequest, type HttpStack } from 'tus-js-client';

/**
 * Sends with each chunk what its bytes add up to (tus checksum extension), so that the server notices damage on the way.
 * Without `crypto.subtle`, outside of a secure context, chunks go as they are.
 */
export class ChecksumStack implements HttpStack {
  private readonly plain = new DefaultHttpStack({});

  getName(): string {
    return 'ChecksumStack';
  }

  createRequest(method: string, url: string): HttpRequest {
    const request = this.plain.createRequest(method, url);
    if (method !== 'PATCH' || !('subtle' in crypto)) return request;
    const [send, abort] = [request.send.bind(request), request.abort.bind(request)];
    let stopped = false;
    request.abort = () => {
      stopped = true;
      return abort();
    };
    request.send = async (body: unknown) => {
      if (body instanceof Blob && body.size > 0) {
        const digest = await crypto.subtle.digest('SHA-256', await body.arrayBuffer());
        // Stopped while we counted: like any stopped request it has no answer.
        if (stopped) return new Promise(() => undefined);
        request.setHeader('Upload-Checksum', `sha256 ${base64(digest)}`);
      }
      return send(body);
    };
    return request;
  }
}

function base64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}
