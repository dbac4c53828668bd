package io.tidegauge.profile;

import io.tidegauge.spec.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A new profile beside an old one: is the new training set what we expect? All rows are compared,
 * not the slices.
 *
 * @param columns those of both, in the old one's order
 * @param removed columns that only the old one has, in that role and type
 * @param added columns that only the new one has
 */
public record ProfileDiff(List<ColumnDiff> columns, List<String> removed, List<String> added) {

  public ProfileDiff {
    columns = List.copyOf(columns);
    removed = List.copyOf(removed);
    added = List.copyOf(added);
  }

  /** Compares two profiles by the thresholds of a spec's alerts. */
  public static ProfileDiff of(ModelSpec spec, Profile before, Profile after) {
    ColumnComparison comparison = new ColumnComparison(spec);
    List<ColumnDiff> columns = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    for (ColumnProfile old : before.columns()) {
      counterpart(old, after)
          .ifPresentOrElse(
              now -> columns.add(comparison.of(old, now)), () -> removed.add(old.name()));
    }
    List<String> added =
        after.columns().stream()
            .filter(now -> counterpart(now, before).isEmpty())
            .map(ColumnProfile::name)
            .toList();
    return new ProfileDiff(columns, removed, added);
  }

  private static Optional<ColumnProfile> counterpart(ColumnProfile column, Profile profile) {
    return profile
        .column(column.role(), column.name())
        .filter(other -> other.type() == column.type())
        .filter(other -> other.personal() == column.personal());
  }

  /** Whether anything is over its threshold, or a column is gone. */
  public boolean exceeded() {
    return !removed.isEmpty() || columns.stream().anyMatch(column -> !column.findings().isEmpty());
  }

  /** The differences as a table of plain text. */
  public String text() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("column", "score", "threshold", "noise", "missing", "verdict"));
    columns.forEach(column -> rows.add(row(column)));
    removed.forEach(name -> rows.add(List.of(name, "-", "-", "-", "-", "REMOVED")));
    added.forEach(name -> rows.add(List.of(name, "-", "-", "-", "-", "added")));
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(padded(row.get(i), width(rows, i) + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    if (columns.stream().anyMatch(ColumnDiff::interpolated)) {
      text.append("~ interpolated: the profiles' edges differ\n");
    }
    return text.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String padded(String cell, int width) {
    return cell + " ".repeat(width - cell.length());
  }

  private static List<String> row(ColumnDiff column) {
    return List.of(
        column.name(),
        (column.interpolated() ? "~" : "")
            + column.score().fold(ProfileDiff::number, reason -> reason.label()),
        number(column.threshold()),
        column.noise().fold(ProfileDiff::number, reason -> reason.label()),
        number(column.missingBefore()) + " -> " + number(column.missingAfter()),
        verdict(column));
  }

  private static String verdict(ColumnDiff column) {
    Stream<String> findings =
        column.findings().isEmpty() ? Stream.of("ok") : column.findings().stream().map(Enum::name);
    Stream<String> categories =
        column.newCategories().isEmpty()
            ? Stream.empty()
            : Stream.of("new categories: " + some(column.newCategories()));
    return Stream.of(findings, column.range().map(range -> "range " + range).stream(), categories)
        .flatMap(parts -> parts)
        .collect(Collectors.joining(", "));
  }

  private static String some(List<String> categories) {
    String first =
        categories.stream().limit(5).map(ProfileDiff::onOneLine).collect(Collectors.joining(" "));
    return categories.size() <= 5 ? first : first + " and " + (categories.size() - 5) + " more";
  }

  /** A category may hold anything; a line of the table may not break. */
  private static String onOneLine(String category) {
    String visible = category.replaceAll("[\\p{Cntrl}\\s]", "?");
    return visible.length() <= 40 ? visible : visible.substring(0, 40) + "...";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
