/** The first residuals of a series, by part; the quantiles begin with theirs. */
export type FirstResiduals = Float32Array;
/** This many residuals of each of the first `firstParts` parts are kept. */
export const firstKept = 64;
export const firstParts = 4;
