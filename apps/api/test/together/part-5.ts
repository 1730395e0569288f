import { together } from './together.js';

together(5, 6);
