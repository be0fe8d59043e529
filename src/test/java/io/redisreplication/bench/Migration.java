package io.redisreplication.bench;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.redisreplication.e2e.Disks;
import io.redisreplication.e2e.RedisSet;
import io.redisreplication.e2e.Resp;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Disks of a deleted set, and the two ways to bring them back into service. */
record Migration(Bench bench) {
  private static final String SET = "redis";
  private static final String TUTORIAL = "tutorial";
  private static final String SPEC = "auth: {enabled: false}\nstorage: {size: 64Mi%s}";
  private static final int KEYS_A_CALL = 16 * 1024;

  /** Keys of 1 KiB that do not compress. */
  private static final String FILL =
      "EVAL \"local p={} for i=1,64 do p[i]=redis.sha1hex(ARGV[1]..i) end p=table.concat(p)"
          + " for i=ARGV[1],ARGV[1]+%1$d-1 do redis.call('SET','key:'..i,p:sub(1+i%%1400,1024+i%%1400)) end"
          + " return 'OK'\" 0 %2$d";

  /** Seconds since apply. */
  record Times(double writable, double complete) {}

  /** The three disks of a set that was deleted, without volume objects. */
  List<PersistentVolume> disksWith(int mebibytes) {
    var set = set().apply(SPEC.formatted("")).awaitReady();
    IntStream.range(0, mebibytes * 1024 / KEYS_A_CALL)
        .mapToObj(i -> FILL.formatted(KEYS_A_CALL, i * KEYS_A_CALL))
        .forEach(fill -> write(set, fill));
    write(set, "SET here all");
    set.podNames().forEach(p -> Bench.until(() -> bench.redis(p, "GET here").equals("all")));
    return disks().forget(set.awaitReady());
  }

  private void write(RedisSet set, String command) {
    Bench.until(
        () -> {
          var primary = set.primary();
          return primary != null && bench.redis(primary, command).equals("OK");
        });
  }

  Times byResource(List<PersistentVolume> disks) {
    var names = disks.stream().map(d -> describe(d).getMetadata().getName()).toList();
    var start = Instant.now();
    var set = set().apply(SPEC.formatted(", " + Disks.volumes(names)));
    var times = times(SET, start);
    eraseOthers(disks().forget(set.awaitReady()), disks);
    return times;
  }

  /** Claims that name their volumes, then the StatefulSet. */
  Times byHand(List<PersistentVolume> disks) {
    var volumes = disks.stream().map(this::describe).toList();
    var start = Instant.now();
    for (var i = 0; i < volumes.size(); i++) {
      bench.client.resource(claim("data-tutorial-" + i, volumes.get(i))).create();
    }
    var yaml = Bench.resource("/bench/tutorial.yaml").replace("PODMANAGEMENTPOLICY", "Parallel");
    bench.apply(yaml);
    var times = times(TUTORIAL, start);
    eraseOthers(forgetTutorial(yaml), disks);
    return times;
  }

  private Times times(String set, Instant start) {
    var key = String.valueOf(start.toEpochMilli());
    Bench.until(() -> write(set + "-primary", key));
    var writable = since(start);
    IntStream.range(0, 3)
        .mapToObj(i -> set + "-" + i)
        .forEach(p -> Bench.until(() -> bench.redis(p, "MGET here bench").equals("all\n" + key)));
    return new Times(writable, since(start));
  }

  private boolean write(String service, String value) {
    var found = bench.client.services().inNamespace(bench.namespace).withName(service).get();
    if (found == null) {
      return false;
    }
    var address = found.getSpec().getClusterIP();
    try (var redis = new Resp(address, 6379, "", Duration.ofSeconds(1))) {
      return redis.calls(List.of(List.of("SET", "bench", value))).get(0).equals("OK");
    } catch (IOException e) {
      return false;
    }
  }

  private PersistentVolume describe(PersistentVolume disk) {
    return disks().describe(disk.getMetadata().getName(), disk);
  }

  private List<PersistentVolume> forgetTutorial(String yaml) {
    var pods = bench.client.pods().inNamespace(bench.namespace).withLabel("app", TUTORIAL);
    var claims = List.of("data-tutorial-0", "data-tutorial-1", "data-tutorial-2");
    var volumes =
        disks()
            .release(
                claims,
                () -> {
                  bench.delete(yaml);
                  Bench.until(() -> pods.list().getItems().isEmpty());
                });
    return disks().forget(volumes);
  }

  private void eraseOthers(List<PersistentVolume> all, List<PersistentVolume> kept) {
    var names = kept.stream().map(d -> d.getMetadata().getName()).toList();
    all.stream().filter(v -> !names.contains(v.getMetadata().getName())).forEach(disks()::erase);
  }

  private PersistentVolumeClaim claim(String name, PersistentVolume disk) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(bench.namespace)
        .endMetadata()
        .withNewSpec()
        .withAccessModes(disk.getSpec().getAccessModes())
        .withStorageClassName(disk.getSpec().getStorageClassName())
        .withVolumeName(disk.getMetadata().getName())
        .withNewResources()
        .withRequests(disk.getSpec().getCapacity())
        .endResources()
        .endSpec()
        .build();
  }

  private static double since(Instant start) {
    return Duration.between(start, Instant.now()).toMillis() / 1000.0;
  }

  private RedisSet set() {
    return new RedisSet(bench.client, bench.namespace, SET);
  }

  private Disks disks() {
    return new Disks(bench.client, bench.namespace);
  }
}
