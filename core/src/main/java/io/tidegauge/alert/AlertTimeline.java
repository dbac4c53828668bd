package io.tidegauge.alert;

import io.tidegauge.monitor.AlertDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of alerts that are due at one evaluation after another: pending, firing, kept
 * firing, over, as Prometheus has it ({@code rules/alerting.go}). Not safe for use by several
 * threads.
 */
public final class AlertTimeline {
  private final Map<Key, Active> active = new LinkedHashMap<>();
  private final List<Firing> over = new ArrayList<>();

  private record Key(AlertDefinition alert, SortedMap<String, String> labels) {}

  /** An alert that is pending or fires. */
  private static final class Active {
    private final Instant since;
    private @Nullable Instant firingSince;
    private @Nullable Instant keptSince;

    Active(Instant since) {
      this.since = since;
    }

    void isDue(Instant now, Duration pending) {
      keptSince = null;
      if (firingSince == null && Duration.between(since, now).compareTo(pending) >= 0) {
        firingSince = now;
      }
    }

    /** Whether it goes on firing though it is not due. */
    boolean isKept(Instant now, Duration keepFiringFor) {
      if (firingSince == null || keepFiringFor.isZero()) {
        return false;
      }
      if (keptSince == null) {
        keptSince = now;
      }
      return Duration.between(keptSince, now).compareTo(keepFiringFor) < 0;
    }
  }

  /**
   * Takes what is due at an evaluation.
   *
   * @param now later than the one before
   */
  public void evaluate(Instant now, Collection<DueAlert> due) {
    Map<Key, Active> dueNow = new LinkedHashMap<>();
    for (DueAlert alert : due) {
      Key key = new Key(alert.alert(), alert.labels());
      if (alert.lingering() && !fires(key)) {
        continue;
      }
      Active state = active.computeIfAbsent(key, unknown -> new Active(now));
      state.isDue(now, alert.alert().settings().pending());
      dueNow.put(key, state);
    }
    Iterator<Map.Entry<Key, Active>> states = active.entrySet().iterator();
    while (states.hasNext()) {
      Map.Entry<Key, Active> state = states.next();
      Key key = state.getKey();
      if (!dueNow.containsKey(key)
          && !state.getValue().isKept(now, key.alert().settings().keepFiringFor())) {
        states.remove();
        end(key, state.getValue(), now);
      }
    }
  }

  private boolean fires(Key key) {
    Active state = active.get(key);
    return state != null && state.firingSince != null;
  }

  private void end(Key key, Active state, Instant now) {
    if (state.firingSince != null) {
      over.add(new Firing(state.firingSince, now, key.alert(), key.labels()));
    }
  }

  /**
   * All times for which alerts fired, in order.
   *
   * @param end where those end that fire still
   */
  public List<Firing> firings(Instant end) {
    List<Firing> all = new ArrayList<>(over);
    active.forEach(
        (key, state) -> {
          if (state.firingSince != null) {
            all.add(new Firing(state.firingSince, end, key.alert(), key.labels()));
          }
        });
    all.sort(Firing.ORDER);
    return List.copyOf(all);
  }
}
