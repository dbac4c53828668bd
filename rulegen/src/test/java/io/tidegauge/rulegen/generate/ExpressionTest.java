package io.tidegauge.rulegen.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.rulegen.generate.Expression.Selector;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpressionTest {
  @Test
  void selectorsAndGroupingsAreFound() {
    Expression expression =
        Expression.parse(
            """
            max without (instance, pod) (
                last_over_time(a{x="} b{", y=~"\\"z="}[5m])
              > 0.5
              and ignoring (feature) group_left (team)
                sum(rate(b_total [$__rate_interval])) by (c) >= 2e3 or vector(1) unless on () d == bool 1
            )
            """);

    assertThat(expression.selectors())
        .containsExactly(
            new Selector("a", Set.of("x", "y")),
            new Selector("b_total", Set.of()),
            new Selector("d", Set.of()));
    assertThat(expression.grouped())
        .containsExactlyInAnyOrder("instance", "pod", "feature", "team", "c");
  }
}
