package dev.rapport.replay;

import dev.rapport.runtime.mapping.UnusableFileException;
import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The files of a replay, each read once before anything is sent. */
record Sources(List<SourceFile> files, long bytes) {
    /** @throws UnusableFileException when one cannot be replayed */
    static Sources checked(List<SourceFile> files) {
        var bytes = 0L;
        for (var file : files) {
            try {
                file.check();
                bytes += file.file().size();
            } catch (IOException e) {
                throw new UnusableFileException(FileFault.unreadable(file.path(), e));
            }
        }
        return new Sources(files, bytes);
    }

    List<String> fingerprints() {
        var fingerprints = new ArrayList<String>();
        for (var file : files) {
            try {
                fingerprints.add(file.file().fingerprint());
            } catch (IOException e) {
                throw new UnusableFileException(FileFault.unreadable(file.path(), e));
            }
        }
        return fingerprints;
    }

    /** How much of the files was read, from 0 to 1. */
    double share(BytesRead read) {
        return bytes == 0 ? 1 : Math.min(1, (double) read.bytes() / bytes);
    }
}
