package io.tidegauge.exporter.command;

import io.tidegauge.spec.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a table's name as SQL has it: {@code public.log}, {@code "My log".2026}. */
final class TableNameText implements ITypeConverter<TableName> {
  private static final Pattern PART = Pattern.compile("(\"(?:[^\"]|\"\")+\"|[^.\"]+)(\\.|$)");

  @Override
  public TableName convert(String text) {
    List<String> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(text);
    int end = 0;
    while (end < text.length() && matcher.find(end) && matcher.start() == end) {
      String part = matcher.group(1);
      parts.add(
          part.startsWith("\"")
              ? part.substring(1, part.length() - 1).replace("\"\"", "\"")
              : part);
      end = matcher.end();
    }
    if (end < text.length() || parts.isEmpty() || parts.size() > 3 || text.endsWith(".")) {
      throw new TypeConversionException(
          "\"" + text + "\" is no table; write log, public.log or \"odd name\".log");
    }
    return new TableName(parts);
  }
}
