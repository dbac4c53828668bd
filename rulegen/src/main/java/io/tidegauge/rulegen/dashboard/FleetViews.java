package io.tidegauge.rulegen.dashboard;

import io.tidegauge.monitor.ExporterMetrics;
import io.tidegauge.monitor.FleetPanels;
import io.tidegauge.rulegen.dashboard.Panel.Section;
import io.tidegauge.rulegen.rules.AlertRule;
import java.util.List;

/** The dashboards of all models for those who look at one side of them. They depend on no spec. */
public final class FleetViews {
  private static final FleetScope SCOPE = new FleetScope(true);

  private FleetViews() {}

  /**
   * For those who keep models running.
   *
   * @param mark what the file says of itself
   */
  public static Board operations(List<String> mark) {
    return board(BoardUid.OPERATIONS, "Operations", FleetPanels.operations(), mark);
  }

  /**
   * For those who pay for models.
   *
   * @param mark what the file says of itself
   */
  public static Board business(List<String> mark) {
    return board(BoardUid.BUSINESS, "Business", FleetPanels.business(), mark);
  }

  private static Board board(
      String uid, String title, List<FleetPanels.Group> groups, List<String> mark) {
    PanelQueries queries = new PanelQueries(SCOPE, ExporterMetrics.ALERTS, AlertRule.ofExporter());
    return new Board(
        uid,
        "Tidegauge / " + title,
        String.join("\n", mark),
        List.of(Board.TAG),
        List.of(Board.link("Fleet", BoardUid.FLEET, List.of("model")), FleetBoard.models()),
        "24h",
        "1m",
        SCOPE.variables(),
        AlertSeries.ofFleet().firing(),
        groups.stream()
            .map(
                group ->
                    new Section(group.title(), group.panels().stream().map(queries::of).toList()))
            .toList());
  }
}
