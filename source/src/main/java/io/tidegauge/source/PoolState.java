package io.tidegauge.source;

/**
 * The connections of a database at one moment.
 *
 * @param active that execute a statement
 * @param idle that are open and wait for one
 * @param waiting threads that wait for a connection
 */
public record PoolState(int active, int idle, int waiting) {}
