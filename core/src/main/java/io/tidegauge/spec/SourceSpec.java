package io.tidegauge.spec;

/**
 * Where data comes from that the model reads, and what it may be used for. What is not declared is
 * empty.
 *
 * @param name the value of the label {@code source}
 * @param owner who answers for it
 * @param origin how it came to be
 * @param terms what it may be used for, and how long it may be kept
 */
public record SourceSpec(String name, String owner, String origin, String terms) {}
