package dev.rapport.benchmarks.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.benchmarks.measure.CaseResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GrowthPlotTest {
    @TempDir
    private Path folder;

    @Test
    void drawsAllCurvesIntoOnePicture() throws IOException {
        // Given
        var results = List.of(
                point("slots-1", 50),
                point("slots-2", 90),
                point("context-64", 300),
                point("context-128", 280),
                point("steady-60s", 200),
                point("steady-120s", 201),
                point("memory-60s", 900),
                point("memory-120s", 901),
                point("memory-peak", 950));
        var file = folder.resolve("growth.png");
        // When
        GrowthPlot.write(results, file);
        // Then
        var picture = ImageIO.read(file.toFile());
        assertThat(picture.getWidth()).isEqualTo(2 * 560);
        assertThat(picture.getHeight()).isEqualTo(2 * 360);
    }

    private static CaseResult point(String name, double value) {
        return new CaseResult(name, value, "tokens/s", value, name);
    }
}
