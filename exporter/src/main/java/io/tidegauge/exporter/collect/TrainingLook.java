package io.tidegauge.exporter.collect;

import io.tidegauge.counts.Counts;
import io.tidegauge.monitor.SeriesScope;
import io.tidegauge.monitor.TrainingSteps;
import io.tidegauge.source.Database;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.FailedColumn;
import io.tidegauge.source.ReadResult;
import io.tidegauge.source.TrainingLogReader;
import io.tidegauge.spec.ModelSpec;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the steps of the trainings that a model's log tells of. */
final class TrainingLook {
  private static final Logger logger = LoggerFactory.getLogger(TrainingLook.class);

  private final ModelSpec spec;
  private final TrainingLogReader reader;

  TrainingLook(ModelSpec spec, Database database) {
    this.spec = spec;
    this.reader = new TrainingLogReader(database, spec.trainingLog().orElseThrow());
  }

  /** The newest trainings: whoever trains all day has more versions than anyone follows. */
  TrainingSteps look(Instant now, Deadline deadline) {
    ReadResult<Map<String, Counts>> read = reader.read(now, deadline);
    for (FailedColumn column : read.failedColumns()) {
      logger.warn(
          "model {}: training log: {} cannot be read: {}",
          spec.name(),
          column.column().name(),
          column.reason());
    }
    SortedMap<String, Counts> newest = new TreeMap<>();
    read.counts().entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<String, Counts> version) ->
                        version.getValue().newest().orElse(Instant.MIN))
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .limit(SeriesScope.of(spec).versions())
        .forEach(version -> newest.put(version.getKey(), version.getValue()));
    return new TrainingSteps(
        newest,
        read.failedColumns().stream()
            .map(column -> column.column().name())
            .collect(Collectors.toCollection(TreeSet::new)));
  }
}
