import { defineConfig } from 'vite';

const here = import.meta.dirname;

export default defineConfig({
  base: '/ivr-experience/',
  publicDir: false,
  resolve: { conditions: ['@calldocker/source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: `${here}/../../dist/apps/experience`,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: `${here}/index.html`, demo: `${here}/demo.html`, callback: `${here}/callback.html` },
    },
  },
});
