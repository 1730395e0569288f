import { CORPUS, LONG } from './corpus.js';
import { runCorpus } from './corpus-run.js';

describe('what phones, studios and browsers make becomes ready, right and playable', () => {
  runCorpus([...CORPUS, LONG], 1_200);
});
