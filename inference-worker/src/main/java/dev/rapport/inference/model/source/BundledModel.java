package dev.rapport.inference.model.source;

import dev.rapport.inference.model.ModelException;
import dev.rapport.schemas.id.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** The checkpoint on the class path. Weights are memory-mapped, so one that lies in a jar is copied to a cache first. */
final class BundledModel {
    private static final String ROOT = "dev/rapport/model/default/";
    private static final List<String> FILES = List.of("config.json", "tokenizer.json", "model.safetensors");

    private final ClassLoader resources;
    private final Path cache;

    BundledModel(ClassLoader resources, Path cache) {
        this.resources = resources;
        this.cache = cache;
    }

    /** A folder with the files; copies of other contents lie in other folders. */
    ModelFolder unpack() {
        try {
            var target = cache.resolve("default-" + contentHash());
            if (!Files.isDirectory(target)) {
                copy(target);
            }
            return new ModelFolder(target, ModelLocator.DEFAULT);
        } catch (IOException e) {
            throw new ModelException("model default: cannot be unpacked to " + cache + ": " + e, e);
        }
    }

    private String contentHash() throws IOException {
        var digest = Sha256.digest();
        var buffer = new byte[1 << 16];
        for (var file : FILES) {
            try (var in = open(file)) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    digest.update(buffer, 0, n);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    /** Copies beside the target and moves at the end: another process sees all files or none. */
    private void copy(Path target) throws IOException {
        Files.createDirectories(cache);
        var beside = Files.createTempDirectory(cache, "default-");
        try {
            for (var file : FILES) {
                try (var in = open(file)) {
                    Files.copy(in, beside.resolve(file));
                }
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            delete(beside);
        } catch (FileSystemException e) {
            delete(beside);
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private InputStream open(String file) {
        var in = resources.getResourceAsStream(ROOT + file);
        if (in == null) {
            throw new ModelException("model default: this build has no bundled checkpoint (" + ROOT + file
                    + " is not on the class path); name a folder or a hub id instead");
        }
        return in;
    }
}
