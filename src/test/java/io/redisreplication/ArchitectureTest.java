package io.redisreplication;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.events.EventPublisher;
import io.redisreplication.redis.Redis;
import io.redisreplication.storage.Adopter;
import org.junit.jupiter.api.Test;

/** What may know what. Decisions stay pure, so that they are tested without a cluster. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.redisreplication");

  private static final String[] PURE = {
    "io.redisreplication.api..",
    "io.redisreplication.desired..",
    "io.redisreplication.topology..",
    "io.redisreplication.status..",
    "io.redisreplication.events.."
  };

  /** Its model classes are plain data, its client is not. */
  private static final String[] OUTSIDE = {
    "io.fabric8.kubernetes.client..",
    "io.javaoperatorsdk..",
    "io.quarkus..",
    "io.quarkiverse..",
    "io.lettuce..",
    "io.netty..",
    "jakarta.."
  };

  @Test
  void decisionsArePure() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .and(not(are("the resource", RedisReplication.class)))
            .and(not(are("the publisher", EventPublisher.class)))
            .should()
            .dependOnClassesThat(
                not(are("the resource", RedisReplication.class))
                    .and(JavaClass.Predicates.resideInAnyPackage(OUTSIDE)));
    rule.check(CLASSES);
  }

  @Test
  void theWayOfADiskIsPlannedWithoutACluster() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage("io.redisreplication.storage..")
            .and(not(are("the executor", Adopter.class)))
            .and()
            .haveSimpleNameNotStartingWith("Failures")
            .should()
            .dependOnClassesThat(
                not(are("the resource", RedisReplication.class))
                    .and(JavaClass.Predicates.resideInAnyPackage(OUTSIDE)));
    rule.check(CLASSES);
  }

  @Test
  void decisionsKnowNothingOfActs() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.redisreplication.act..",
                "io.redisreplication.redis..",
                "io.redisreplication.dependent..");
    rule.check(CLASSES);
  }

  @Test
  void topologyKnowsNothingOfKubernetes() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage("io.redisreplication.topology..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "io.redisreplication.api..");
    rule.check(CLASSES);
  }

  @Test
  void onlyThePortSpeaksLettuce() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackage("io.redisreplication.redis..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.lettuce..", "io.netty..");
    rule.check(CLASSES);
  }

  @Test
  void namesSayWhatAClassIs() {
    ArchRule rule =
        noClasses()
            .should()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameStartingWith("Abstract");
    rule.check(CLASSES);
  }

  /**
   * Sealed ones are lists of cases; annotations and configuration mappings are implemented
   * elsewhere.
   */
  @Test
  void noInterfaceForOneImplementation() {
    ArchRule rule =
        classes()
            .that()
            .areInterfaces()
            .and()
            .areNotAnnotations()
            .and(not(are("the port", Redis.class)))
            .and(describe("not sealed", (JavaClass c) -> !c.reflect().isSealed()))
            .and(describe("not annotated", (JavaClass c) -> c.getAnnotations().isEmpty()))
            .should(
                new ArchCondition<JavaClass>("have more than one implementation") {
                  @Override
                  public void check(JavaClass c, ConditionEvents events) {
                    var implementations =
                        c.getAllSubclasses().stream()
                            .filter(s -> !s.getModifiers().contains(JavaModifier.ABSTRACT))
                            .count();
                    events.add(
                        new SimpleConditionEvent(
                            c, implementations > 1, c.getName() + ": " + implementations));
                  }
                })
            .allowEmptyShould(true);
    rule.check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> are(String words, Class<?> type) {
    return describe(words, c -> c.isEquivalentTo(type));
  }
}
