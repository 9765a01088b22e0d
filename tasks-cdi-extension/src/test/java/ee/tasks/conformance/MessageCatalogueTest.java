package ee.tasks.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import ee.tasks.NumberedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All message catalogues of the API and of this module together. */
class MessageCatalogueTest {

    private static final Path TABLE = Path.of("..", "docs", "messages.adoc");
    private static final Map<String, int[]> RANGES = Map.ofEntries(
            Map.entry("ee.tasks.ApiMessage", new int[] {1, 199}),
            Map.entry("ee.tasks.config.ConfigMessage", new int[] {200, 219}),
            Map.entry("ee.tasks.engine.CoreMessage", new int[] {220, 259}),
            Map.entry("ee.tasks.cdi.DeploymentMessage", new int[] {260, 299}),
            Map.entry("ee.tasks.engine.json.JsonMessage", new int[] {300, 349}),
            Map.entry("ee.tasks.engine.recurrence.ScheduleMessage", new int[] {350, 369}),
            Map.entry("ee.tasks.engine.limit.LimitMessage", new int[] {370, 384}),
            Map.entry("ee.tasks.engine.OrderMessage", new int[] {385, 389}),
            Map.entry("ee.tasks.engine.backend.memory.MemoryMessage", new int[] {390, 399}),
            Map.entry("ee.tasks.engine.worker.WorkerMessage", new int[] {400, 499}),
            Map.entry("ee.tasks.engine.AdminMessage", new int[] {500, 519}));

    /** One message of one catalogue. */
    record Message(String catalogue, String name, int id, String template) {

        /** In AsciiDoc two angle brackets are a cross-reference, unless a backslash is before them. */
        String shown() {
            return template.replaceAll("%(\\d\\$)?[sd]", "<...>")
                    .replace("%n", " ")
                    .replace("<<", "\\<<");
        }

        String key() {
            return "EETASK%04d".formatted(id);
        }
    }

    @Test
    void anIdBelongsToOneMessage() {
        assertThat(messages()).extracting(Message::id).doesNotHaveDuplicates();
    }

    @Test
    void everyCatalogueKeepsToItsRange() {
        assertThat(messages()).extracting(Message::catalogue).isSubsetOf(RANGES.keySet());
        assertThat(messages()).allSatisfy(message -> {
            int[] range = RANGES.get(message.catalogue());
            assertThat(message.id()).as(message.toString()).isBetween(range[0], range[1]);
        });
    }

    @Test
    void everyMessageIsInTheTableWithItsTextItsMeaningAndWhatToDo() throws IOException {
        Map<String, List<String>> rows = rows();
        assertThat(messages()).allSatisfy(message -> assertThat(rows.get(message.key()))
                .as(
                        "row of %s in %s: |%s |%s |meaning and likely cause |what to do",
                        message, TABLE, message.key(), message.shown())
                .isNotNull()
                .satisfies(row -> assertThat(row.get(1)).isEqualTo(message.shown()))
                .satisfies(row -> assertThat(row).hasSize(4).allSatisfy(cell -> assertThat(cell)
                        .isNotBlank())));
    }

    @Test
    void theTableHasNoOtherMessageOfTheseModules() throws IOException {
        assertThat(rows().keySet().stream().filter(id -> id.compareTo("EETASK0600") < 0))
                .containsExactlyElementsOf(messages().stream().map(Message::key).toList());
    }

    private static List<Message> messages() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("ee.tasks").stream()
                        .filter(type -> type.isEnum() && type.isAssignableTo(NumberedMessage.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Stream.of(type.getEnumConstants()))
                        .map(MessageCatalogueTest::message)
                        .sorted(Comparator.comparing(Message::id))
                        .toList();
    }

    private static Message message(Object constant) {
        NumberedMessage message = (NumberedMessage) constant;
        Enum<?> name = (Enum<?>) constant;
        return new Message(name.getDeclaringClass().getName(), name.name(), message.id(), message.template());
    }

    /** The rows of the table by id, each as its four cells. */
    private static Map<String, List<String>> rows() throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String line : Files.readAllLines(TABLE)) {
            if (line.startsWith("|EETASK")) {
                List<String> cells = Stream.of(line.substring(1).split(" \\|", -1))
                        .map(String::strip)
                        .toList();
                assertThat(rows.put(cells.get(0), cells)).as(line).isNull();
            }
        }
        return rows;
    }
}
