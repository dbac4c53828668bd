package io.tidegauge;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoreArchitectureTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tidegauge");

  @ParameterizedTest
  @CsvSource({
    "statistics, 20",
    "spec, 60",
    "counts, 11",
    "profile, 10",
    "monitor, 15",
    "alert, 5",
    "calibration, 8"
  })
  void theRulesSeeTheClasses(String part, int atLeast) {
    assertThat(CORE.stream().filter(in("io.tidegauge." + part + ".."))).hasSizeGreaterThan(atLeast);
  }

  private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> in(String packages) {
    return resideInAPackage(packages);
  }

  @Test
  void statisticsKnowNothingButNumbers() {
    classes()
        .that()
        .resideInAPackage("io.tidegauge.statistics..")
        .and()
        .doNotHaveSimpleName("NumericBins")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "io.tidegauge.statistics..", "org.apache.commons.math3..", "org.jspecify..")
        .check(CORE);
    classes()
        .that()
        .haveSimpleName("NumericBins")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "io.tidegauge.statistics..", "com.fasterxml.jackson.core.io..")
        .check(CORE);
  }

  @Test
  void calibrationKnowsStatisticsAlone() {
    classes()
        .that()
        .resideInAPackage("io.tidegauge.calibration..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "io.tidegauge.calibration..",
            "io.tidegauge.statistics..",
            "org.apache.commons.math3..",
            "org.jspecify..")
        .check(CORE);
  }

  @ParameterizedTest
  @CsvSource({
    "spec, counts",
    "spec, profile",
    "spec, monitor",
    "counts, profile",
    "counts, monitor",
    "profile, monitor",
    "monitor, alert"
  })
  void whatIsBelowKnowsNothingAbove(String below, String above) {
    noClasses()
        .that()
        .resideInAPackage("io.tidegauge." + below + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.tidegauge." + above + "..")
        .check(CORE);
  }

  @ParameterizedTest
  @CsvSource({"org.yaml.snakeyaml..", "java.nio.file.."})
  void filesAndYamlAreTheSpecsAlone(String packages) {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.tidegauge.spec..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(packages)
        .check(CORE);
  }

  @ParameterizedTest
  @CsvSource({"java.sql..", "javax.sql..", "io.prometheus..", "java.net..", "java.util.logging.."})
  void coreIsPure(String packages) {
    noClasses().should().dependOnClassesThat().resideInAPackage(packages).check(CORE);
  }

  @Test
  void nothingIsReadFromTheMachine() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Locale.class, "getDefault")
        .orShould()
        .callMethod(Math.class, "random")
        .check(CORE);
  }

  @Test
  void orderDependsOnNoHash() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.tidegauge.profile..",
            "io.tidegauge.spec..",
            "io.tidegauge.monitor..",
            "io.tidegauge.alert..",
            "io.tidegauge.calibration..")
        .should()
        .callMethodWhere(
            target(owner(name(Map.class.getName())))
                .and(target(nameMatching("of|ofEntries|copyOf"))))
        .orShould()
        .callMethodWhere(
            target(owner(name(Set.class.getName()))).and(target(nameMatching("of|copyOf"))))
        .check(CORE);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Helper|Manager|Processor|Handler|Impl)")
        .check(CORE);
  }
}
