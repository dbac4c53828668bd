package io.tidegauge.demo.bank;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives calls their dates. The archive is in the order of time but has months and weekdays only; a
 * day is a run of calls of the same month, weekday and Euribor rate.
 */
final class Calendar {
  private static final int FIRST_YEAR = 2008;
  private static final long NINE = 9 * 3600;
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> WEEKDAYS = List.of("mon", "tue", "wed", "thu", "fri");

  /** The campaign pauses within October 2008, whose calls belong to the end of the month. */
  private static final YearMonth FILLED_FROM_ITS_END = YearMonth.of(2008, Month.OCTOBER);

  private Calendar() {}

  private record Day(YearMonth month, DayOfWeek weekday, int calls) {}

  /** The time of each call. */
  static List<Instant> times(List<Call> calls) {
    List<Day> days = days(calls);
    List<LocalDate> dates = dates(days);
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < days.size(); i++) {
      Instant midnight = dates.get(i).atStartOfDay(ZoneOffset.UTC).toInstant();
      int size = days.get(i).calls();
      for (int call = 0; call < size; call++) {
        // In this order of operations, to the last bit: whole seconds are cut off it.
        long second = (long) ((call + 0.5) / size * 9 * 3600);
        times.add(midnight.plusSeconds(NINE + second));
      }
    }
    return times;
  }

  private static List<Day> days(List<Call> calls) {
    List<Day> days = new ArrayList<>();
    int year = FIRST_YEAR;
    int first = 0;
    for (int i = 1; i <= calls.size(); i++) {
      if (i < calls.size() && calls.get(i).day().equals(calls.get(first).day())) {
        continue;
      }
      Call call = calls.get(first);
      YearMonth month = YearMonth.of(year, MONTHS.indexOf(call.month()) + 1);
      days.add(new Day(month, DayOfWeek.of(WEEKDAYS.indexOf(call.weekday()) + 1), i - first));
      if (i < calls.size() && MONTHS.indexOf(calls.get(i).month()) + 1 < month.getMonthValue()) {
        year++;
      }
      first = i;
    }
    return days;
  }

  private static List<LocalDate> dates(List<Day> days) {
    List<LocalDate> dates = new ArrayList<>();
    for (int i = 0; i < days.size(); ) {
      int end = i;
      while (end < days.size() && days.get(end).month().equals(days.get(i).month())) {
        end++;
      }
      dates.addAll(datesOfMonth(days.subList(i, end)));
      i = end;
    }
    return dates;
  }

  private static List<LocalDate> datesOfMonth(List<Day> days) {
    YearMonth month = days.get(0).month();
    if (month.equals(FILLED_FROM_ITS_END)) {
      return fromTheEnd(days);
    }
    List<LocalDate> dates = new ArrayList<>();
    LocalDate last = month.atDay(1).minusDays(1);
    for (Day day : days) {
      last = last.with(TemporalAdjusters.next(day.weekday()));
      dates.add(last);
    }
    return dates;
  }

  private static List<LocalDate> fromTheEnd(List<Day> days) {
    List<LocalDate> dates = new ArrayList<>();
    LocalDate next = days.get(0).month().atEndOfMonth().plusDays(1);
    for (int i = days.size() - 1; i >= 0; i--) {
      next = next.with(TemporalAdjusters.previous(days.get(i).weekday()));
      dates.add(0, next);
    }
    return dates;
  }
}
