import { configureGlobal, readConfigureGlobal } from 'fast-check';

// Whoever works here tries new cases with each run; what decides about a change tries the same ones every time.
if (process.env.CI && process.env.CI !== 'false') {
  configureGlobal({ ...readConfigureGlobal(), seed: 20_260_101 });
}
