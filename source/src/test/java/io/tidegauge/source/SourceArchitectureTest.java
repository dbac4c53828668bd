package io.tidegauge.source;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The walls that ARCHITECTURE.md draws around the reader of databases. */
class SourceArchitectureTest {
  private static final JavaClasses SOURCE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tidegauge.source");

  @Test
  void theRulesSeeTheClasses() {
    assertThat(SOURCE).hasSizeGreaterThan(40);
    assertThat(SOURCE.contain(Database.class)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "io.tidegauge.exporter..",
    "io.tidegauge.rulegen..",
    "io.tidegauge.demo..",
    "io.tidegauge.monitor..",
    "io.prometheus..",
    "com.sun.net..",
    "org.yaml..",
    "com.fasterxml..",
    "picocli.."
  })
  void whatIsNotTheSources(String packages) {
    noClasses().should().dependOnClassesThat().resideInAPackage(packages).check(SOURCE);
  }

  /** Who uses the source sees counts and rows; JDBC does not show. */
  @Test
  void jdbcDoesNotShow() {
    ArchRuleDefinition.methods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .should()
        .notHaveRawReturnType(java.sql.Connection.class)
        .andShould()
        .notHaveRawReturnType(java.sql.ResultSet.class)
        .andShould()
        .notHaveRawReturnType(javax.sql.DataSource.class)
        .check(SOURCE);
  }

  @Test
  void nothingIsPrintedAndNothingEnds() {
    noClasses()
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(SOURCE);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Processor|Impl)").check(SOURCE);
  }
}
