package io.tidegauge.rulegen;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The walls that ARCHITECTURE.md draws around the generator. */
class RulegenArchitectureTest {
  private static final JavaClasses RULEGEN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tidegauge.rulegen");

  @Test
  void theRulesSeeTheClasses() {
    assertThat(RULEGEN).hasSizeGreaterThanOrEqualTo(3);
    assertThat(RULEGEN.contain(Docs.class)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "io.tidegauge.exporter..",
    "io.tidegauge.demo..",
    "java.sql..",
    "io.prometheus..",
    "java.net..",
    "org.yaml.."
  })
  void whatIsNotTheGenerators(String packages) {
    noClasses().should().dependOnClassesThat().resideInAPackage(packages).check(RULEGEN);
  }

  @Test
  void onlyTheProgramEnds() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(RULEGEN);
    noClasses().should().accessField(System.class, "out").check(RULEGEN);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Helper|Manager|Processor|Impl)")
        .check(RULEGEN);
  }
}
