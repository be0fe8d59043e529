package io.redisreplication.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder of stand-ins for programs, to be first on the PATH of a script. */
final class Tools {
  private Tools() {}

  static Path with(Path folder, String program, String script) {
    try {
      var file = Files.createDirectories(folder).resolve(program);
      Files.writeString(file, "#!/bin/sh\n" + script + "\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
