import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../../lib/paths.mjs';

// The machine that the engine's differential test proves to go as the flow does, made from the same definition by the same
// compiler. Node reads its TypeScript; what it takes from the engine comes from the build.

const TESTING = pathToFileURL(inRoot('libs/flow-engine/testing/')).href;
const BUILT = pathToFileURL(inRoot('libs/flow-engine/dist/')).href;

registerHooks({
  resolve(specifier, context, next) {
    if (!context.parentURL?.startsWith(TESTING) || !specifier.startsWith('.')) return next(specifier, context);
    const [, ofEngine] = /^\.\.\/src\/(.*)$/.exec(specifier) ?? [];
    return next(ofEngine ? `${BUILT}${ofEngine}` : specifier.replace(/\.js$/, '.ts'), context);
  },
});

export async function compiledMachine(definition) {
  const { compile } = await import(`${TESTING}xstate.ts`);
  return compile(definition);
}

export const eventOf = (key) => (key === '-' ? { type: 'timeout' } : { type: 'key', key });

/** What a session begins with. */
export const input = { languages: ['en'], now: 0, contact: '' };

export function placeIn({ value, context: { tries, values } }) {
  const { topic = null, urgent = null } = values;
  const node = typeof value === 'string' ? value : Object.keys(value)[0];
  return { node, tries: tries.noInput + tries.noMatch, variables: { topic, urgent } };
}
