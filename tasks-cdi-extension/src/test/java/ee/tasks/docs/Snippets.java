package ee.tasks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The Java blocks of a document, and the tagged regions of compiled code that they name in a comment before them. */
final class Snippets {

    private static final Path DOCUMENTS = Path.of("..");
    private static final List<Path> SOURCES = List.of(
            Path.of("src", "test", "java", "ee", "tasks", "docs"),
            Path.of("..", "tasks-ejb-timer-bridge", "src", "test", "java", "ee", "tasks", "ejb", "docs"),
            Path.of("..", "tasks-tck", "src", "test", "java", "ee", "tasks", "tck", "sample"));
    private static final Pattern BLOCK =
            Pattern.compile("(?:// snippet (\\w+)#(\\w+)\\n)?\\[source,java]\\n----\\n(.*?)\\n----\\n", Pattern.DOTALL);

    private Snippets() {}

    /** @param file the class that is said to have it, {@code null} where the document says nothing */
    record Block(String file, String tag, String text) {

        @Override
        public String toString() {
            return file + "#" + tag;
        }
    }

    static String document(String name) {
        return read(DOCUMENTS.resolve(name));
    }

    static List<Block> javaBlocks(String document) {
        return BLOCK.matcher(document(document)).results().map(Snippets::block).toList();
    }

    private static Block block(MatchResult found) {
        return new Block(found.group(1), found.group(2), found.group(3));
    }

    static void assertThatTheyAreCompiled(List<Block> blocks) {
        assertThat(blocks).allSatisfy(block -> {
            assertThat(block.file())
                    .as("a block names its source: %s", block.text())
                    .isNotNull();
            assertThat(block.text()).isEqualTo(region(block.file(), block.tag()));
        });
    }

    /** The lines between the tags, without the indentation that they share. */
    static String region(String file, String tag) {
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        for (String line : read(source(file)).lines().toList()) {
            if (line.strip().equals("// end::" + tag + "[]")) {
                return String.join("\n", lines).stripIndent().stripTrailing();
            }
            if (inside) {
                lines.add(line);
            }
            inside |= line.strip().equals("// tag::" + tag + "[]");
        }
        throw new AssertionError(file + ".java has no region '" + tag + "'");
    }

    private static Path source(String file) {
        return SOURCES.stream()
                .map(directory -> directory.resolve(file + ".java"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no source has " + file + ".java"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
