import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds into the server's own `dist/`, from where `utsuwa start` serves it below one path. */
export default defineConfig({
  base: '/_utsuwa/console/',
  plugins: [react()],
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    target: 'es2023',
    // The policy allows no script in the page itself, and no style that is not a file.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2_000,
  },
});
