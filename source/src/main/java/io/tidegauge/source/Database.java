package io.tidegauge.source;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.tidegauge.spec.DatabaseConfig;
import io.tidegauge.spec.TableName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jspecify.annotations.Nullable;

/**
 * A database of the config: a few read-only connections, statements with a deadline, failures in
 * words of our own. Opening it does not connect: a server that is down is asked again at the next
 * statement. Safe for use by several threads.
 */
public final class Database implements AutoCloseable {
  /** The shortest that HikariCP takes. We wait in such steps, to look at deadline and back-off. */
  private static final long WAIT_MILLIS = 250;

  private final DatabaseConfig config;
  private final Dialect dialect;
  private final BackOff backOff = new BackOff(System::nanoTime);
  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final ScheduledThreadPoolExecutor clock;
  private final Set<Cancellation> running = ConcurrentHashMap.newKeySet();
  private final Map<String, LongAdder> executed = new ConcurrentHashMap<>();

  private Database(DatabaseConfig config) {
    this.config = config;
    this.dialect = Dialect.of(config);
    this.pool = new HikariDataSource(settings());
    this.jdbi = Jdbi.create(pool);
    // Our statements are finished texts: a colon or a bracket in them is the database's.
    jdbi.getConfig(SqlStatements.class)
        .setTemplateEngine(TemplateEngine.NOP)
        .setSqlParser(new VerbatimSql())
        .setSqlLogger(new ExecutionCount(executed));
    this.clock = new ScheduledThreadPoolExecutor(1, task -> daemon(task, config.name()));
    clock.setRemoveOnCancelPolicy(true);
    clock.setKeepAliveTime(1, TimeUnit.MINUTES);
    clock.allowCoreThreadTimeOut(true);
  }

  /** The database of that config. */
  public static Database open(DatabaseConfig config) {
    return new Database(config);
  }

  private HikariConfig settings() {
    HikariConfig settings = new HikariConfig();
    settings.setPoolName("tidegauge-" + config.name());
    settings.setDataSource(new DriverConnections(config, dialect, backOff));
    settings.setMaximumPoolSize(config.connections());
    settings.setMinimumIdle(0);
    settings.setIdleTimeout(dialect.idleTimeout().toMillis());
    settings.setConnectionTimeout(WAIT_MILLIS);
    settings.setValidationTimeout(Math.max(WAIT_MILLIS, config.connectTimeout().toMillis()));
    settings.setInitializationFailTimeout(-1);
    // Switched once, not around each statement: read-only, pgjdbc turns each switch into a round
    // trip. The pool rolls back what a statement began, and what its own look at a connection did.
    settings.setAutoCommit(!dialect.streamsInTransactions());
    settings.setIsolateInternalQueries(dialect.streamsInTransactions());
    settings.setReadOnly(dialect.readOnlySessions(config));
    return settings;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, "tidegauge-cancel-" + name);
    thread.setDaemon(true);
    return thread;
  }

  /** The name in the config. */
  public String name() {
    return config.name();
  }

  /** Where it is, and as whom it is asked: the same for two configs of the same database. */
  public String place() {
    return config.url() + " " + config.files() + " " + config.user().orElse("");
  }

  /** Whether many rows are counted faster there than they are read. */
  public boolean countsFasterThanItReads() {
    return dialect.countsFasterThanItReads();
  }

  /** Where rows are counted: here, or in the database. */
  public DatabaseConfig.Counting counting() {
    return config.counting();
  }

  /** What it is: {@code postgresql} or {@code duckdb}. */
  public String engine() {
    return dialect.name();
  }

  /**
   * How many statements were executed, by name. The statement that reads a model's new rows is
   * called {@link RowReader#STATEMENT}.
   */
  public Map<String, Long> statements() {
    Map<String, Long> counts = new TreeMap<>();
    executed.forEach((what, count) -> counts.put(what, count.sum()));
    return counts;
  }

  /** The connections as they are now. */
  public PoolState pool() {
    HikariPoolMXBean state = pool.getHikariPoolMXBean();
    return state == null
        ? new PoolState(0, 0, 0)
        : new PoolState(
            state.getActiveConnections(),
            state.getIdleConnections(),
            state.getThreadsAwaitingConnection());
  }

  Dialect dialect() {
    return dialect;
  }

  /** A table as it stands in a FROM clause; one of the config's files where it has that name. */
  String table(TableName table) {
    String file = config.files().get(table.toString());
    return file == null ? dialect.quote(table) : dialect.fileTable(file);
  }

  /**
   * The rows of a query that a spec declares, in which the config's files are there by their names.
   */
  String declared(String query) {
    // Only those that it names, so that a file that is not there costs no other query.
    String files =
        config.files().entrySet().stream()
            .filter(file -> query.contains(file.getKey()))
            .map(
                file ->
                    dialect.quote(file.getKey())
                        + " AS NOT MATERIALIZED (SELECT * FROM "
                        + dialect.fileTable(file.getValue())
                        + ")")
            .collect(Collectors.joining(", "));
    // The line break ends a comment that the query may end with.
    return (files.isEmpty() ? "" : "WITH " + files + " ")
        + ("SELECT * FROM (" + query + "\n) AS declared");
  }

  /** The tables that are files of the config. */
  List<TableName> files() {
    return config.files().keySet().stream().map(name -> new TableName(List.of(name))).toList();
  }

  /** Whether a table's columns have types that do not depend on its rows. */
  boolean hasTypes(TableName table) {
    String file = config.files().get(table.toString());
    return file == null || dialect.fileHasTypes(file);
  }

  /** Executes a statement and reads its rows while they come. */
  <R> R query(Sql sql, int fetchSize, Deadline deadline, ResultReader<R> reader) {
    long start = System.nanoTime();
    Cancellation cancellation = new Cancellation(clock, deadline);
    running.add(cancellation);
    try (Handle handle = open(sql, start, deadline)) {
      return execute(handle, sql, fetchSize, cancellation, deadline, reader);
    } catch (JdbiException | SQLException e) {
      throw failure(sql, start, cancellation.cancelled() || deadline.passed(), e);
    } finally {
      running.remove(cancellation);
    }
  }

  /**
   * The same, and once more where it fails for a reason that passes, such as a plan that a change
   * of the table has made stale.
   *
   * @param reader keeps nothing of a reading that failed
   */
  <R> R queryAgain(Sql sql, int fetchSize, Deadline deadline, ResultReader<R> reader) {
    try {
      return query(sql, fetchSize, deadline, reader);
    } catch (QueryFailedException e) {
      if (e.passing()) {
        return query(sql, fetchSize, deadline, reader);
      }
      throw e;
    }
  }

  private <R> R execute(
      Handle handle,
      Sql sql,
      int fetchSize,
      Cancellation cancellation,
      Deadline deadline,
      ResultReader<R> reader)
      throws SQLException {
    try (Query query = handle.createQuery(sql.text());
        cancellation) {
      query.define(ExecutionCount.NAME, sql.what());
      query.define(VerbatimSql.PARAMETERS, sql.parameters().size());
      for (int i = 0; i < sql.parameters().size(); i++) {
        Object value = sql.parameters().get(i);
        query.bind(i, (position, statement, context) -> statement.setObject(position, value));
      }
      query.setFetchSize(fetchSize);
      query.addCustomizer(
          new StatementCustomizer() {
            @Override
            public void beforeExecution(PreparedStatement statement, StatementContext context)
                throws SQLException {
              // A net under the cancel, and only that: its unit is the second.
              statement.setQueryTimeout((int) deadline.remaining().toSeconds() + 2);
              cancellation.watch(statement);
            }
          });
      return query.scanResultSet(
          (rows, context) -> {
            try (ResultSet result = rows.get()) {
              return reader.read(result);
            }
          });
    }
  }

  private Handle open(Sql sql, long start, Deadline deadline) {
    while (true) {
      Optional<BackOff.Refusal> refusal =
          pool.getHikariPoolMXBean() != null && pool.getHikariPoolMXBean().getIdleConnections() > 0
              ? Optional.empty()
              : backOff.pending();
      if (refusal.isPresent()) {
        throw refused(sql, start, refusal.get());
      }
      if (deadline.passed()) {
        throw failure(sql, start, FailureKind.TIMEOUT, "no connection came free in time", "");
      }
      try {
        return jdbi.open();
      } catch (ConnectionException e) {
        refusal = backOff.since(start);
        if (refusal.isPresent()) {
          throw refused(sql, start, refusal.get());
        }
      }
    }
  }

  private static QueryFailedException refused(Sql sql, long start, BackOff.Refusal refusal) {
    return failure(
        sql, start, refusal.kind(), "no connection: " + refusal.reason(), refusal.sqlState());
  }

  private QueryFailedException failure(Sql sql, long start, boolean late, Exception thrown) {
    SQLException cause = sqlException(thrown);
    if (late) {
      return failure(sql, start, FailureKind.TIMEOUT, "not done at its deadline", "");
    }
    if (cause == null) {
      return failure(sql, start, FailureKind.OTHER, thrown.getClass().getSimpleName(), "");
    }
    boolean passing = dialect.isPassing(cause);
    if (passing) {
      pool.getHikariPoolMXBean().softEvictConnections();
    }
    String state = cause.getSQLState() == null ? "" : cause.getSQLState();
    return new QueryFailedException(
        dialect.kindOf(cause),
        sql.what(),
        dialect.describe(cause),
        state,
        since(start),
        sql.text(),
        passing);
  }

  private static QueryFailedException failure(
      Sql sql, long start, FailureKind kind, String reason, String sqlState) {
    return new QueryFailedException(
        kind, sql.what(), reason, sqlState, since(start), sql.text(), false);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static @Nullable SQLException sqlException(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException failure) {
        return failure;
      }
    }
    return null;
  }

  /** Ends what runs, so that nothing is left on the server. */
  @Override
  public void close() {
    running.forEach(Cancellation::cancel);
    pool.close();
    clock.shutdownNow();
  }
}
