/** Starts the layout engine. Apart, since only a page has workers; loaded when somebody asks for a layout, since it is large. */
import ELK, { type ElkNode } from 'elkjs/lib/elk-api';

const PATIENCE_MS = 120_000;

export async function layOut(graph: ElkNode, stop: AbortSignal): Promise<ElkNode> {
  const worker = new Worker(new URL('./layout.worker', import.meta.url), { type: 'module' });
  const broken = new Promise<never>((_, reject) => {
    const fail = (why: string) => () => reject(new Error(`The layout engine ${why}.`));
    worker.addEventListener('error', fail('did not start'));
    setTimeout(fail('gave no answer'), PATIENCE_MS);
    stop.addEventListener('abort', fail('was stopped'));
  });
  try {
    const elk = new ELK({ workerFactory: () => worker, algorithms: ['layered'] });
    return await Promise.race([elk.layout(graph), broken]);
  } finally {
    worker.terminate();
  }
}
