package io.redisreplication;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * GraalVM runs static initializers when it makes the binary. What they see is the machine of the
 * build, and each process of the binary starts with the same.
 */
class BuildTimeTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.redisreplication");

  private static final Set<String> OF_THE_PROCESS =
      Set.of(
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.Runtime.availableProcessors",
          "java.time.Instant.now",
          "java.time.Clock.systemUTC",
          "java.util.UUID.randomUUID",
          "java.net.InetAddress.getLocalHost");

  @Test
  void noRandomNumbersAndThreadsAreKeptFromIt() {
    noFields()
        .that()
        .areStatic()
        .should()
        .haveRawType(assignableTo(Random.class))
        .orShould()
        .haveRawType(assignableTo(Thread.class))
        .orShould()
        .haveRawType(assignableTo(ExecutorService.class))
        .check(CLASSES);
  }

  @Test
  void nothingIsAskedOfItsMachine() {
    var calls =
        CLASSES.stream()
            .flatMap(c -> c.getStaticInitializer().stream())
            .flatMap(i -> i.getMethodCallsFromSelf().stream())
            .collect(Collectors.toSet());
    assertThat(calls)
        .as("static initializers call methods")
        .isNotEmpty()
        .noneMatch(c -> OF_THE_PROCESS.contains(c.getTargetOwner().getName() + "." + c.getName()));
  }
}
