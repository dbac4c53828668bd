package io.tidegauge.spec;

import java.util.Optional;

/**
 * How the results of a ranking are told apart in a log that has one row for each of them.
 *
 * @param request the column that says to which request a result was shown
 * @param position the rank at which it was shown, 1 for the first; where absent, results were shown
 *     by score, the highest first
 * @param cutoff how many of the first results count
 */
public record RankingSpec(String request, Optional<Operand> position, int cutoff) {}
