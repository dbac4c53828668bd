package io.tidegauge.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.spec.SignalSpec.Kind;
import io.tidegauge.spec.SignalSpec.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Presets read nothing but what they say that their server exports. */
class ServingPresetTest {

  static Stream<String> names() {
    return Stream.of(ServingPreset.SERVERS, ServingPreset.HOSTS, ServingPreset.CONTAINERS)
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("names")
  void signalsAreOfSeriesThatAreDeclared(String name) {
    ServingPreset preset = ServingPreset.named(name);
    assertThat(preset.source()).startsWith("https://");
    assertThat(preset.signals()).hasSizeGreaterThan(1);
    Set<String> used = new TreeSet<>();
    for (SignalSpec signal : preset.signals()) {
      List<SignalSpec.Series> all = new ArrayList<>(signal.to());
      if (signal.kind() == Kind.QUANTILE) {
        for (String suffix : List.of("_bucket", "_count")) {
          all.add(new SignalSpec.Series(signal.of().metric() + suffix, signal.of().where()));
        }
      } else {
        all.add(signal.of());
      }
      for (SignalSpec.Series series : all) {
        assertThat(preset.series()).as(signal.name().key()).containsKey(series.metric());
        assertThat(preset.series().get(series.metric())).containsAll(series.where().keySet());
        List<String> by = new ArrayList<>(signal.by());
        by.remove("instance");
        assertThat(preset.series().get(series.metric())).containsAll(by);
        used.add(series.metric());
      }
    }
    assertThat(preset.series().keySet()).isEqualTo(used);
  }

  /** A counter of microseconds that is taken for seconds would always be slow. */
  @ParameterizedTest
  @MethodSource("names")
  void unitsAreThoseOfTheNames(String name) {
    for (SignalSpec signal : ServingPreset.named(name).signals()) {
      String metric = signal.of().metric();
      if (signal.name() == Name.LATENCY) {
        boolean micros =
            metric.endsWith("_us") || metric.endsWith("_microseconds") || name.equals("tf_serving");
        assertThat(signal.scale()).as(metric).isEqualTo(micros ? 1e-6 : 1);
        assertThat(micros || metric.contains("_seconds")).as(metric).isTrue();
      } else {
        assertThat(signal.scale()).isEqualTo(metric.endsWith("Utilization") ? 0.01 : 1);
      }
    }
  }
}
