package io.redisreplication.install;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.redisreplication.RequestFilter;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A binary has only the reflection and the files that it was told to have. */
@Tag("artefact")
class NativeTest {
  private static NativeSources sources;

  @BeforeAll
  static void read() throws IOException {
    sources = NativeSources.read();
  }

  @Test
  void theWholeResourceIsReadAndWritten() {
    var model = reachable(RedisReplication.class);
    assertThat(model).hasSizeGreaterThan(20).contains("io.redisreplication.api.v1beta1.Storage");
    assertThat(sources.reflected()).containsAll(model);
  }

  /** JOSDK makes one by the name of its class. */
  @Test
  void theFilterOfTheInformerIsMade() {
    assertThat(sources.reflected()).contains(RequestFilter.class.getName());
  }

  @Test
  void theObjectsOfKubernetesAreReadAndWritten() {
    var used =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.redisreplication")
                .stream()
                .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                .map(d -> d.getTargetClass())
                .filter(c -> c.isAssignableTo(KubernetesResource.class))
                .filter(c -> !c.isInterface())
                .map(JavaClass::getName)
                .distinct()
                .toList();
    assertThat(used).contains("io.fabric8.kubernetes.api.model.apps.StatefulSet");
    assertThat(sources.reflected()).containsAll(used);
  }

  /** Quarkus has taken in its own one when the binary starts. */
  @Test
  void theFilesThatTheCodeLoadsAreInIt() throws IOException {
    var files = NativeSources.resourcesOfTheJar();
    assertThat(files).contains("scripts/boot.sh", "crd.yaml", "version.txt");
    assertThat(files)
        .filteredOn(f -> !f.equals("application.properties"))
        .allSatisfy(f -> assertThat(sources.holds(f)).as(f).isTrue());
  }

  @Test
  void itSpeaksToTheApiServerAndNeverTurnsIntoAJvm() {
    assertThat(sources.arguments())
        .contains("--no-fallback", "--enable-url-protocols=http,https", "--link-at-build-time");
  }

  @Test
  void dnsResolversAreMadeWhenItStarts() {
    assertThat(initialized("run")).containsExactly("io.lettuce.core.resource");
  }

  /** GraalVM takes a name that no class has without a word. */
  @Test
  void missingTransportsAreFoundMissingInTheBuild() {
    assertThat(initialized("build"))
        .contains("io.lettuce.core.resource.EpollProvider")
        .allSatisfy(n -> assertThatCode(() -> load(n)).doesNotThrowAnyException());
  }

  private static List<String> initialized(String when) {
    var option = "--initialize-at-" + when + "-time=";
    return sources.arguments().stream()
        .filter(a -> a.startsWith(option))
        .flatMap(a -> Arrays.stream(a.substring(option.length()).split(",")))
        .toList();
  }

  private static Class<?> load(String name) throws ClassNotFoundException {
    return Class.forName(name, false, NativeTest.class.getClassLoader());
  }

  /** Classes of ours in fields and their type arguments, from one on. */
  private static Set<String> reachable(Class<?> from) {
    var found = new HashSet<Class<?>>();
    var todo = new ArrayDeque<>(List.<Type>of(from, from.getGenericSuperclass()));
    while (!todo.isEmpty()) {
      switch (todo.pop()) {
        case ParameterizedType p -> todo.addAll(List.of(p.getActualTypeArguments()));
        case GenericArrayType a -> todo.add(a.getGenericComponentType());
        case Class<?> c -> todo.addAll(ours(c) && found.add(c) ? fieldsOf(c) : List.of());
        default -> {}
      }
    }
    return found.stream().map(Class::getName).collect(toSet());
  }

  private static List<Type> fieldsOf(Class<?> c) {
    return Arrays.stream(c.getDeclaredFields())
        .filter(f -> !Modifier.isStatic(f.getModifiers()))
        .map(Field::getGenericType)
        .toList();
  }

  private static boolean ours(Class<?> c) {
    return c.getName().startsWith("io.redisreplication.");
  }
}
