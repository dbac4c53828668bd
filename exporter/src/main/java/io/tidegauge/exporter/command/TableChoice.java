package io.tidegauge.exporter.command;

import io.tidegauge.source.Database;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.TableList;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.yaml.Nearest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Finds out which table is meant. */
record TableChoice(CommandLine command, Database database, Duration limit) {
  private static final int SHOWN = 30;

  /** The table that the user names, or chooses from those that there are. */
  TableName of(Optional<TableName> named, Optional<Questions> questions) throws IOException {
    List<TableName> tables = TableList.read(database, Deadline.after(limit));
    List<String> names = tables.stream().map(TableName::toString).toList();
    if (named.isPresent()) {
      return known(named.get(), tables, names);
    }
    if (questions.isEmpty()) {
      throw refused("--table is missing; there are " + shown(names));
    }
    command.getOut().println("tables: " + shown(names));
    Optional<String> only = names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    String name =
        questions
            .get()
            .choice("table", names, only)
            .orElseThrow(() -> refused("without a table there is nothing to propose"));
    return tables.get(names.indexOf(name));
  }

  /**
   * Names are taken as they are written; in SQL, capitals without quotes would be small letters.
   */
  private TableName known(TableName named, List<TableName> tables, List<String> names) {
    String name = named.toString();
    boolean there = tables.contains(named) || named.parts().size() > 1 || names.size() >= 500;
    if (there) {
      return named;
    }
    throw refused(
        "there is no table "
            + name
            + Nearest.hint(name, names)
            + "; there are "
            + shown(names)
            + ", or the user may not read it");
  }

  private static String shown(List<String> names) {
    return names.isEmpty()
        ? "no tables that the user may read"
        : String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
            + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
  }

  private ParameterException refused(String message) {
    return new ParameterException(command, message);
  }
}
