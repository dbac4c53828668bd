package io.tidegauge.endtoend.dashboard;

/** A size in pixels. */
record Size(int width, int height) {}
