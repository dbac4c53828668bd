package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.monitor.Limits.Group;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static Limits limits(double usual, Map<String, Double> byFeature) {
    return new Limits(usual, new TreeMap<>(byFeature));
  }

  private static Group only(double limit, String... features) {
    return new Group(limit, false, new TreeSet<>(List.of(features)));
  }

  private static Group allBut(double limit, String... features) {
    return new Group(limit, true, new TreeSet<>(List.of(features)));
  }

  @Test
  void aFeatureHasItsOwnLimitOrTheUsualOne() {
    Limits limits = limits(0.2, Map.of("a", 0.5));
    assertThat(limits.of("a")).isEqualTo(0.5);
    assertThat(limits.of("b")).isEqualTo(0.2);
  }

  @Test
  void oneLimitForAllIsOneGroup() {
    assertThat(Limits.of(0.2).groups()).containsExactly(allBut(0.2));
  }

  @Test
  void groupsAreTheUsualLimitThenTheOthersAscending() {
    Limits limits = limits(0.2, Map.of("a", 0.5, "b", 0.1, "c", 0.5));
    assertThat(limits.groups())
        .containsExactly(allBut(0.2, "a", "b", "c"), only(0.1, "b"), only(0.5, "a", "c"));
  }

  @Test
  void aFeatureWhoseOwnLimitIsTheUsualOneIsNoGroupOfItsOwn() {
    assertThat(limits(0.2, Map.of("a", 0.2)).groups()).containsExactly(allBut(0.2));
  }

  @Test
  void aFeatureWithoutALimitIsInNoGroup() {
    assertThat(limits(0.2, Map.of("a", Limits.NEVER)).groups()).containsExactly(allBut(0.2, "a"));
  }

  @Test
  void withoutAUsualLimitOnlyFeaturesWithTheirOwnAreJudged() {
    assertThat(limits(Limits.NEVER, Map.of("a", 0.5)).groups()).containsExactly(only(0.5, "a"));
  }

  @Test
  void aGroupHoldsExactlyTheFeaturesOfItsLimit() {
    Limits limits = limits(1, Map.of("a", 0.5, "b", Limits.NEVER, "c", 1.0, "d", 2.0));
    for (String feature : List.of("a", "b", "c", "d", "e")) {
      assertThat(
              limits.groups().stream()
                  .filter(group -> group.others() != group.features().contains(feature))
                  .map(Group::limit))
          .isEqualTo(limits.of(feature) == Limits.NEVER ? List.of() : List.of(limits.of(feature)));
    }
  }
}
