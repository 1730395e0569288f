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
      input: {
        index: `${here}/index.html`,
        demo: `${here}/demo.html`,
        callback: `${here}/callback.html`,
        offline: `${here}/offline.html`,
        sw: `${here}/src/service-worker/sw.ts`,
      },
      // A service worker is known by its address, which never changes.
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
});
