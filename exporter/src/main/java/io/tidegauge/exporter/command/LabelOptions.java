package io.tidegauge.exporter.command;

import io.tidegauge.exporter.init.Answers;
import io.tidegauge.exporter.init.Role;
import io.tidegauge.spec.TableName;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flags that say where the labels are, if they have a table of their own. */
final class LabelOptions {
  private static final List<Role> ROLES = List.of(Role.ID, Role.LABEL, Role.LABEL_TIME);

  @Option(
      names = "--labels-table",
      paramLabel = "TABLE",
      converter = TableNameText.class,
      description = "The table of what really happened, where it is not in the log.")
  private Optional<TableName> table = Optional.empty();

  @Option(
      names = "--label-column",
      paramLabel = "NAME=ROLE",
      description = "What a column of that table is: id, label or label-time.")
  private Map<String, String> columns = new LinkedHashMap<>();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  Optional<TableName> table() {
    return table;
  }

  Answers answers() {
    Answers answers = Answers.none();
    for (Map.Entry<String, String> column : columns.entrySet()) {
      Role role =
          role(column.getValue())
              .filter(ROLES::contains)
              .orElseThrow(
                  () ->
                      new ParameterException(
                          command.commandLine(),
                          "--label-column: \""
                              + column.getValue()
                              + "\" is no role of it; one of id, label, label-time"));
      answers = answers.with(column.getKey(), role);
    }
    return answers;
  }

  /** The role of that word. */
  static Optional<Role> role(String word) {
    return Arrays.stream(Role.values()).filter(role -> role.word().equals(word)).findFirst();
  }

  /** The words of all roles. */
  static String words() {
    return Arrays.stream(Role.values()).map(Role::word).collect(Collectors.joining(", "));
  }
}
