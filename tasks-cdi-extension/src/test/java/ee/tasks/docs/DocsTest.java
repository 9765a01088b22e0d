package ee.tasks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of the manual have one form, are found, and lead nowhere that is not there. */
class DocsTest {

    private static final String REFERENCE = "reference";
    private static final Set<String> PURPOSES = Set.of("start", "how-to", REFERENCE, "explanation");

    /** Ten minutes of reading. */
    private static final int MAX_WORDS = 1_500;

    private static final Path SCRIPTS = Path.of(
            "..", "tasks-jpa-store", "src", "main", "resources", "META-INF", "ee-tasks", "schema", "postgresql");

    private static final Pattern JAVA_BLOCK = Pattern.compile("\\[source, *java\\b");

    /** The title, attributes of the document, and then the question that the page answers. */
    private static final Pattern OPENING =
            Pattern.compile("= \\S.*\\n(:.*\\n)*\\n\\*Question:\\* \\S.*\\?\\n\\n(?s:.*)");

    static List<Path> pages() {
        return Manual.pages();
    }

    static List<Path> documents() {
        return Manual.documents();
    }

    @Test
    void theManualIsFound() {
        assertThat(pages()).contains(Manual.INDEX).hasSizeGreaterThan(5);
        assertThat(pages().stream().flatMap(page -> Snippets.javaBlocks(page.toString()).stream()))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyJavaBlockIsARegionOfCompiledCode(Path page) {
        List<Snippets.Block> blocks = Snippets.javaBlocks(page.toString());

        assertThat(blocks).as("blocks in the form that is compared").hasSize((int)
                JAVA_BLOCK.matcher(Manual.text(page)).results().count());
        Snippets.assertThatTheyAreCompiled(blocks);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyPageBeginsWithItsQuestion(Path page) {
        assertThat(Manual.text(page)).matches(OPENING);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyPageHasOnePurposeAndIsReadInTenMinutes(Path page) {
        if (!page.equals(Manual.INDEX)) {
            assertThat(Manual.purpose(page, PURPOSES)).isIn(PURPOSES);
        }
        if (!Manual.purpose(page, PURPOSES).equals(REFERENCE)) {
            assertThat(Manual.text(page).split("\\s+").length).isLessThanOrEqualTo(MAX_WORDS);
        }
    }

    @Test
    void everyPageIsInTheIndex() {
        assertThat(pages())
                .filteredOn(page -> !page.equals(Manual.INDEX))
                .isSubsetOf(Manual.links(Manual.INDEX).stream()
                        .map(Manual.Link::file)
                        .collect(Collectors.toSet()));
    }

    /** Whoever leaves one out meets EETASK0611. */
    @Test
    void thePageOfTheTablesNamesEveryScript() throws IOException {
        Path page = Path.of("docs", "how-to", "prepare-the-database.adoc");
        try (Stream<Path> scripts = Files.list(SCRIPTS)) {
            assertThat(scripts.map(script -> "schema/postgresql/" + script.getFileName()))
                    .isNotEmpty()
                    .allSatisfy(script -> assertThat(Manual.text(page)).contains(script));
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsToSomethingThatIsThere(Path document) {
        assertThat(Manual.links(document))
                .filteredOn(link -> !link.isExternal())
                .allSatisfy(link -> {
                    assertThat(Manual.exists(link.file())).as("%s", link.file()).isTrue();
                    if (!link.anchor().isEmpty()) {
                        assertThat(Manual.anchors(link.file())).contains(link.anchor());
                    }
                });
    }
}
