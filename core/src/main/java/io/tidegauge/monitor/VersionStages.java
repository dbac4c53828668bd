package io.tidegauge.monitor;

import java.time.Instant;
import java.util.SortedMap;

/**
 * When a version passed the stages of its making; a stage it has not passed is not in it.
 *
 * @param followed whether the version has readings of its own: it has a role, or rows
 */
public record VersionStages(String version, SortedMap<String, Instant> stages, boolean followed) {}
