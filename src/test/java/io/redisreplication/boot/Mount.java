package io.redisreplication.boot;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A ConfigMap as a kubelet mounts it: files are links through {@code ..data}, which is swapped at
 * once.
 */
record Mount(Path folder) {

  /** The mounted ConfigMap now has this data. */
  void show(Map<String, String> data) {
    try {
      Files.createDirectories(folder);
      var version = Files.createTempDirectory(folder, "..version");
      for (var file : data.entrySet()) {
        Files.writeString(version.resolve(file.getKey()), file.getValue());
      }
      var next = Files.createSymbolicLink(folder.resolve("..data_tmp"), version.getFileName());
      Files.move(next, folder.resolve("..data"), ATOMIC_MOVE);
      for (var name : data.keySet()) {
        if (!Files.isSymbolicLink(folder.resolve(name))) {
          Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
