package io.tidegauge.rulegen.dashboard;

/**
 * Where else than in Grafana to read on.
 *
 * @param url with its scheme
 */
public record BoardLink(String title, String url) {}
