package io.tidegauge.spec;

import java.time.Instant;

/**
 * A time in which something was wrong, half-open.
 *
 * @param why what was wrong, for people; empty where nobody says
 */
public record IncidentSpec(Instant from, Instant to, String why) {}
