/**
 * What Node is started with to serve. Left to itself, V8 gave the young generation 128 MB while 10,000 event streams opened,
 * and kept them; 16 MB do.
 */
export const SERVING_FLAGS = ['--enable-source-maps', '--max-semi-space-size=8'];
