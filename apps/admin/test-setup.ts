import { setupZonelessTestEnv } from 'jest-preset-angular/setup-env/zoneless';

// Specs of plain classes run with `@jest-environment node`, which has fetch and no document to set Angular up in.
if (typeof document !== 'undefined') setupZonelessTestEnv();
