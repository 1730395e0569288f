import { defineConfig } from 'vite';

const here = import.meta.dirname;

/** One classic script without imports or exports: it must run on any page, `async`, under any content security policy. */
export default defineConfig({
  publicDir: `${here}/public`,
  build: {
    outDir: `${here}/../../dist/apps/widget`,
    emptyOutDir: true,
    reportCompressedSize: false,
    lib: { entry: `${here}/src/main.ts`, formats: ['iife'], name: 'CallDocker', fileName: () => 'widget.js' },
  },
});
