package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.exporter.command.Site.Ran;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log on PostgreSQL in which an unknown merchant came until half past eleven; it is twelve. */
class VerifyCommandTest {
  private Site site;

  @BeforeEach
  void plantAFault(@TempDir Path folder) {
    site = new Site(folder);
    site.log("log");
    site.insert("log", 6 * 1800, Site.NOW.minus(Duration.ofHours(6)), Duration.ofSeconds(2));
    site.model("credit", Site.CREDIT);
    site.profile("v1");
    site.execute(
        "UPDATE log SET merchant = 'zzz' WHERE at >= '2026-03-01T10:00:00Z'"
            + " AND at < '2026-03-01T11:30:00Z'");
  }

  @AfterEach
  void close() {
    site.close();
  }

  private Ran verify(String since, String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "verify";
    arguments[1] = "--since=2026-03-01T" + since + "Z";
    arguments[2] = "--clock=" + Site.NOW + ",0x";
    System.arraycopy(more, 0, arguments, 3, more.length);
    return site.run(arguments);
  }

  /** Half of the window's rows are from before the fix: they do not count. */
  @Test
  void quietSinceTheFix() {
    Ran ran = verify("11:30:00");
    assertThat(ran.out())
        .isEqualTo("credit since 2026-03-01T11:30:00Z, 30 min: 900 rows of v1\n  quiet\n");
    assertThat(ran.status()).isZero();
  }

  @Test
  void dueWhereTheFixCameTooLateOrDidNotHelp() {
    Ran ran = verify("11:20:00");
    assertThat(ran.out())
        .contains("credit since 2026-03-01T11:20:00Z, 40 min: 1,200 rows of v1")
        .contains("due: MLModelUnseenCategory: merchant unseen categories 25 % (limit")
        .contains("not quiet: ");
    assertThat(ran.status()).isEqualTo(1);
  }

  @Test
  void tooEarlyToSay() {
    Ran ran = verify("11:58:00");
    assertThat(ran.out())
        .contains("not enough: MLModelFeatureDrift: 60 of 300 rows of v1")
        .contains("nothing due, but not enough rows to say that all is quiet");
    assertThat(ran.status()).isEqualTo(3);
  }

  @Test
  void aVersionByItself() {
    Ran none = verify("11:00:00", "--model-version=v2");
    assertThat(none.out()).contains("0 rows of v2", "not enough: no row has come since then");
    assertThat(none.status()).isEqualTo(3);

    site.execute("UPDATE log SET version = 'v2' WHERE at >= '2026-03-01T11:30:00Z'");
    site.profile("v2", "--any-version");
    Ran v2 = verify("11:00:00", "--model-version=v2");
    assertThat(v2.out()).contains("900 rows of v2").doesNotContain("v1");
    assertThat(v2.status()).as(v2.out()).isZero();
    assertThat(verify("11:00:00").status()).isEqualTo(1);
  }

  @Test
  void aDatabaseThatDoesNotAnswer() {
    site.execute("ALTER TABLE log RENAME TO gone");
    Ran ran = verify("11:30:00");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("credit: volume cannot be read: ");
  }

  @Test
  void theFutureIsRefused() {
    Ran ran = verify("13:00:00");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("--since must be in the past");
  }
}
