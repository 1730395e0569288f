import { together } from './together.js';

together(1, 4);
