package io.tidegauge.exporter.command;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether somebody sits at a terminal. */
final class Terminal {
  private Terminal() {}

  /** JDK 22 to 24 have a console even where there is no terminal, and say so by a new method. */
  @SuppressWarnings("SystemConsoleNull")
  static boolean isThere() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
