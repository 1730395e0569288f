import { together } from './together.js';

together(2, 4);
