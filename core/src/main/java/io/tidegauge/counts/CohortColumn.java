package io.tidegauge.counts;

/** A number that is made of a prediction and its label, and counted. */
public enum CohortColumn {
  /** The label: of a binary model 0 or 1, of a regression what happened, of classes 1. */
  LABEL,
  /** The label of a regression's row that has a prediction too. */
  ANSWERED_LABEL,
  /** How long after the prediction the label came, in seconds. */
  LABEL_LAG,
  /** 1 where a binary model predicts positive, 0 where not; of rows without a label too. */
  DECISION,
  /** The score of a row that turned out positive. */
  SCORE_OF_POSITIVE,
  /** The score of a row that turned out negative. */
  SCORE_OF_NEGATIVE,
  /**
   * The logarithm of the likelihood that the score gives to the label, negative; a probability's.
   */
  LOG_LOSS,
  /** The square of the difference of prediction and label. */
  SQUARED_ERROR,
  /** Prediction minus label. */
  ERROR,
  /** The error without its sign. */
  ABSOLUTE_ERROR,
  /** The absolute error over the absolute label; none where that is 0. */
  RELATIVE_ERROR,
  /**
   * Twice the absolute error over the sum of prediction and label, both absolute; none of 0 and 0.
   */
  SYMMETRIC_ERROR,
  /** The normalised discounted cumulative gain of a request's first results. */
  NDCG,
  /** One over the rank of a request's first relevant result, or 0. */
  RECIPROCAL_RANK,
  /** Whether one of a request's first results is relevant, 0 or 1. */
  HIT,
  /** How many results a request has. */
  RESULTS,
  /** How many of them are relevant. */
  RELEVANT_RESULTS,
  /** The product of both, by which a ratio of their sums gets its error. */
  RESULTS_BY_RELEVANT,
  /** Whether a shadow answered otherwise than the champion did to the same request, 0 or 1. */
  DISAGREEMENT,
  /** How far a shadow's number is from the champion's, without its sign. */
  SCORE_DISTANCE,
  /** Whether the champion alone was right, of a pair with a label, 0 or 1. */
  ONLY_CHAMPION_RIGHT,
  /** Whether the shadow alone was right, of a pair with a label, 0 or 1. */
  ONLY_SHADOW_RIGHT,
  /** The shadow's absolute error less the champion's, of a regression's pair with a label. */
  PAIRED_ERROR_CHANGE
}
