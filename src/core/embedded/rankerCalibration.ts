/**
 * What the score of the ranker's best candidate is multiplied by, and what is added then.
 * Made by `node scripts/fitEmbedded.mjs`; what from, and what it is good for, stands in `docs/embedded-constants.md`.
 */
export const rankerSlope = 0.965;
export const rankerOffset = 0.068;
