import { CORPUS, LONG } from './corpus.js';
import { runCorpus } from './corpus-run.js';

describe('the rarer of what phones, studios and browsers make becomes ready, right and playable', () => {
  runCorpus([...CORPUS.filter((piece) => !piece.lean), LONG], 1_200);
});
