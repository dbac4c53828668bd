package io.tidegauge.spec;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A time in which something is known to have been wrong.
 *
 * @param model whose; of any model where it is left out
 * @param to the first moment at which it was over
 * @param alerts those of which one should have fired; any, where none is named
 */
public record Incident(
    Optional<String> model, Instant from, Instant to, String why, List<String> alerts) {
  public Incident {
    alerts = List.copyOf(alerts);
  }
}
