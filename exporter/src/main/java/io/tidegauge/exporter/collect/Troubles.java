package io.tidegauge.exporter.collect;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what is wrong with reading a model when it begins, changes or ends, and not again at every
 * scrape. Safe for use by several threads.
 */
final class Troubles {
  private static final Logger logger = LoggerFactory.getLogger(Troubles.class);

  private final String model;
  private String told = "";

  Troubles(String model) {
    this.model = model;
  }

  /**
   * Takes note of how a scrape went.
   *
   * @param trouble what is wrong; empty where nothing is
   */
  synchronized void now(String trouble) {
    if (trouble.equals(told)) {
      return;
    }
    if (trouble.isEmpty()) {
      logger.info("model {}: all is read again", model);
    } else {
      logger.warn("model {}: {}", model, trouble);
    }
    told = trouble;
  }
}
