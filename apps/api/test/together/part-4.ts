import { together } from './together.js';

together(4, 4);
