package io.tidegauge.exporter;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The walls that ARCHITECTURE.md draws around and in the exporter. */
class ExporterArchitectureTest {
  private static final JavaClasses EXPORTER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tidegauge.exporter");

  @ParameterizedTest
  @CsvSource({
    "backtest, 8",
    "collect, 12",
    "command, 8",
    "explain, 8",
    "health, 8",
    "init, 15",
    "log, 6",
    "metrics, 9",
    "page, 12",
    "web, 14"
  })
  void theRulesSeeTheClasses(String part, int atLeast) {
    assertThat(EXPORTER.stream().filter(resideInAPackage("io.tidegauge.exporter." + part)))
        .hasSizeGreaterThanOrEqualTo(atLeast);
  }

  @ParameterizedTest
  @CsvSource({
    "java.sql..",
    "javax.sql..",
    "org.jdbi..",
    "com.zaxxer..",
    "org.postgresql..",
    "org.duckdb..",
    "org.yaml..",
    "io.tidegauge.rulegen..",
    "io.tidegauge.demo.."
  })
  void whatIsNotTheExporters(String packages) {
    noClasses().should().dependOnClassesThat().resideInAPackage(packages).check(EXPORTER);
  }

  @Test
  void clientJavaStaysWithTheMetrics() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.tidegauge.exporter.metrics")
        .and()
        .doNotHaveFullyQualifiedName("io.tidegauge.exporter.command.Service")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.prometheus..")
        .check(EXPORTER);
  }

  @Test
  void httpStaysWithTheWeb() {
    noClasses()
        .that(
            not(
                resideInAnyPackage(
                    "io.tidegauge.exporter.web",
                    "io.tidegauge.exporter.metrics",
                    "io.tidegauge.exporter.command")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.sun.net.httpserver..")
        .check(EXPORTER);
  }

  @Test
  void picocliStaysWithTheCommands() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.tidegauge.exporter.command")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(EXPORTER);
  }

  @ParameterizedTest
  @CsvSource({
    "collect, web",
    "collect, metrics",
    "collect, health",
    "collect, page",
    "collect, backtest",
    "collect, verify",
    "backtest, page",
    "verify, backtest",
    "metrics, collect",
    "metrics, web",
    "web, collect",
    "web, metrics",
    "health, web",
    "explain, backtest",
    "explain, page",
    "explain, verify",
    "init, collect",
    "init, command",
    "log, collect"
  })
  void partsThatDoNotKnowEachOther(String part, String other) {
    noClasses()
        .that()
        .resideInAPackage("io.tidegauge.exporter." + part)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.tidegauge.exporter." + other)
        .check(EXPORTER);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.tidegauge.exporter.(*)..").should().beFreeOfCycles().check(EXPORTER);
  }

  @Test
  void onlyTheProgramEndsAndPrints() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .accessField(System.class, "out")
        .check(EXPORTER);
    noClasses()
        .that()
        .doNotHaveSimpleName("Program")
        .should()
        .accessField(System.class, "err")
        .check(EXPORTER);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Helper|Manager|Processor|Impl)")
        .check(EXPORTER);
  }
}
