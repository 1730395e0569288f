import { defineConfig } from 'vite';

const here = import.meta.dirname;

/** What opens a widget by itself: a module beside the script, for those alone that have something to wait for. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: `${here}/../../dist/apps/widget`,
    emptyOutDir: false,
    reportCompressedSize: false,
    lib: { entry: `${here}/src/triggers.ts`, formats: ['es'], fileName: () => 'widget-triggers.js' },
  },
});
