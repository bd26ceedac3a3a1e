// @ts-check

/**
 * @param {readonly number[]} values at least one
 * @param {number} share 0 to 1: 0.5 is the median, 1 the greatest
 */
export function percentile(values, share) {
  const sorted = Float64Array.from(values).sort();
  return /** @type {number} */ (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
}

/** @param {readonly number[]} values */
function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** @param {readonly number[]} values */
function squaredErrorOfMean(values) {
  const center = mean(values);
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1) / values.length;
}

/**
 * Welch's t of two samples: how many standard errors their means lie apart. Beyond 4.5 they differ, by the rule that side-channel
 * evaluations go by.
 * @param {readonly number[]} left at least two values
 * @param {readonly number[]} right
 */
export function welchT(left, right) {
  return (mean(left) - mean(right)) / Math.sqrt(squaredErrorOfMean(left) + squaredErrorOfMean(right));
}
