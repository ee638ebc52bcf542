package dev.rapport.quickstart.sdks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page for users shows what is tested, and says what is lost. */
class SdkDocsTest {
    private static final Path PAGE = Path.of("..", "docs", "sdks.md");

    static Stream<Sdk> sdks() {
        return Sdk.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sdks")
    void showsTheSetupThatIsTested(Sdk sdk) throws IOException {
        // When
        var page = Files.readString(PAGE);
        // Then
        assertThat(page).contains("\n" + sdk.setup() + "\n```");
        assertThat(sdk.losses().values()).allSatisfy(reason -> assertThat(page).contains(reason));
    }
}
