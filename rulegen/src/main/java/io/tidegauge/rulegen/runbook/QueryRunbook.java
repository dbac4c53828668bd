package io.tidegauge.rulegen.runbook;

import io.tidegauge.monitor.Windows;
import io.tidegauge.rulegen.dashboard.BoardUid;
import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.rulegen.rules.QueryRule;
import io.tidegauge.rulegen.rules.QueryRule.Question;
import io.tidegauge.spec.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page of alerts of one name on what Prometheus computes: of each severity there is one. */
public final class QueryRunbook {
  private final List<QueryRule> tiers;
  private final QueryRule first;
  private final ModelSpec spec;

  private QueryRunbook(List<QueryRule> tiers, ModelSpec spec) {
    this.tiers = List.copyOf(tiers);
    this.first = tiers.get(0);
    this.spec = spec;
  }

  /**
   * The page.
   *
   * @param tiers the rules of the name, at least one
   * @param mark what the file says of itself
   */
  public static String text(List<QueryRule> tiers, ModelSpec spec, List<String> mark) {
    QueryRunbook page = new QueryRunbook(tiers, spec);
    String prose = RunbookTemplate.of(page.first.name()).filled(page::value);
    return Markdown.comment(String.join(" ", mark))
        + ("\n# " + page.first.name() + "\n\n")
        + (page.first.summary() + "\n\n")
        + (page.facts() + "\n\n")
        + (prose.strip() + "\n\n")
        + (page.closing() + "\n");
  }

  private String value(String placeholder) {
    return switch (placeholder) {
      case "model" -> Markdown.code(spec.name());
      case "readings" -> queries();
      default -> throw new IllegalArgumentException("no placeholder is called " + placeholder);
    };
  }

  private String queries() {
    return Stream.concat(
            tiers.stream().flatMap(rule -> rule.questions().stream()).distinct(),
            Stream.of(
                new Question(
                    "For how many seconds the condition has held",
                    "time() - ALERTS_FOR_STATE{alertname=%s, model=%s}"
                        .formatted(Selector.quoted(first.name()), Selector.quoted(spec.name())))))
        .map(question -> "# " + question.comment() + "\n" + question.query())
        .collect(Collectors.joining("\n"));
  }

  private String facts() {
    List<String> facts = new ArrayList<>();
    facts.add("Model " + Markdown.code(spec.name()));
    spec.owner().ifPresent(owner -> facts.add("owner " + Markdown.text(owner)));
    if (!spec.consumers().isEmpty()) {
      facts.add("consumers " + Markdown.text(String.join(", ", spec.consumers())));
    }
    String tiersText =
        tiers.stream()
            .map(
                rule ->
                    "\n\nSeverity **"
                        + rule.severity().label()
                        + "**: due "
                        + rule.due()
                        + (rule.pending().isZero()
                            ? ", at once"
                            : ", for " + Windows.label(rule.pending()))
                        + ".")
            .collect(Collectors.joining());
    return String.join(", ", facts) + "." + tiersText;
  }

  private String closing() {
    String name = Markdown.text(spec.name());
    String matchers = "alertname=" + first.name() + " model=" + Selector.quoted(spec.name());
    return "- **It ends** at once when its condition does.\n"
        + "- **Silence** no more than what is known, and not for good: "
        + Markdown.code("amtool silence add " + matchers + " --duration=2h --comment=…")
        + ".\n- **More**: dashboard ["
        + name
        + "](../../dashboards/"
        + spec.name()
        + ".json) (`/d/"
        + BoardUid.of(spec.name())
        + "`).";
  }
}
