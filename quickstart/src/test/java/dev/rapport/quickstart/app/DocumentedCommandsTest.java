package dev.rapport.quickstart.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What the documentation tells readers to run exists, and what takes seconds is run. */
class DocumentedCommandsTest {
    private static final String RAPPORT = "./rapport";
    private static final String MAVEN = "./mvnw";
    private static final Set<String> QUICK = Set.of("generate", "tokenize");

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#\\s]+)[^)]*\\)");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static Stream<DocumentedCommand> commands() throws IOException {
        return DocumentedCommand.all().stream();
    }

    static Stream<DocumentedCommand> ofRapport() throws IOException {
        return commands().filter(command -> command.program().equals(RAPPORT));
    }

    static Stream<DocumentedCommand> quick() throws IOException {
        return ofRapport().filter(command -> QUICK.contains(command.arguments()[0]));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void startsOneProgramThatWeKnow(DocumentedCommand command) {
        assertThat(command.program()).as(command.text()).isIn(RAPPORT, MAVEN, "curl", "docker");
        assertThat(command.text()).doesNotContain(" && ", " ; ", "$(");
    }

    @ParameterizedTest
    @MethodSource("ofRapport")
    void hasTheCommandAndItsOptions(DocumentedCommand command) {
        assertThatCode(() -> RapportMain.commandLine(new PrintWriter(out), new PrintWriter(err))
                        .parseArgs(command.arguments()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("quick")
    void doesWhatIsQuick(DocumentedCommand command) {
        // When
        var code = run(command.arguments());
        // Then
        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void sendsWhatIsJson(DocumentedCommand command) {
        var words = command.words();
        var data = words.indexOf("-d");
        if (command.program().equals("curl") && data >= 0) {
            assertThatCode(() -> new ObjectMapper().readTree(words.get(data + 1)))
                    .as(words.get(data + 1))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void namesModulesThatExist(DocumentedCommand command) {
        var words = command.words();
        var modules = words.indexOf("-pl");
        if (command.program().equals(MAVEN) && modules >= 0) {
            assertThat(words.get(modules + 1).split(",")).allSatisfy(module -> assertThat(
                            DocumentedCommand.ROOT.resolve(module).resolve("pom.xml"))
                    .exists());
        }
    }

    @Test
    void readmeShowsEveryCommand() throws IOException {
        // When
        var shown = ofRapport()
                .filter(command -> command.page().equals("README.md"))
                .map(command -> command.arguments()[0])
                .toList();
        // Then
        assertThat(shown)
                .containsAll(
                        RapportMain.commandLine(new PrintWriter(out), new PrintWriter(err))
                                .getSubcommands()
                                .values()
                                .stream()
                                .map(CommandLine::getCommandName)
                                .toList());
    }

    @Test
    void findsAnOptionThatDoesNotExist() {
        // Given
        var command = new DocumentedCommand("page.md", "./rapport demo --second 60");
        // Then
        assertThatThrownBy(() -> RapportMain.commandLine(new PrintWriter(out), new PrintWriter(err))
                        .parseArgs(command.arguments()))
                .isInstanceOf(ParameterException.class);
    }

    @Test
    void splitsWordsAsAShellDoes() {
        // Given
        var command = new DocumentedCommand("page.md", "curl -u key: --text=\"a b\" -d '{\n\"a\": \"it is\"}'");
        // Then
        assertThat(command.words())
                .isEqualTo(List.of("curl", "-u", "key:", "--text=a b", "-d", "{\n\"a\": \"it is\"}"));
    }

    @Test
    void linksLeadToFilesThatExist() throws IOException {
        for (var page : DocumentedCommand.pages()) {
            var targets =
                    LINK.matcher(Files.readString(page)).results().map(link -> page.resolveSibling(link.group(1)));
            assertThat(targets).as("links of " + page).allSatisfy(target -> assertThat(target)
                    .exists());
        }
    }

    private int run(String... args) {
        return RapportMain.commandLine(new PrintWriter(out), new PrintWriter(err))
                .execute(args);
    }
}
