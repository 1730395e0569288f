/** The player of playlists, and the file of its worker: what a film is taken apart in, so that the page stays quick. */
export { default as Hls } from 'hls.js/light';
export { default as workerPath } from 'hls.js/dist/hls.worker.js?url';
