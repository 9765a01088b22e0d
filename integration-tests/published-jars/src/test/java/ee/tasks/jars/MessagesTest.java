package ee.tasks.jars;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import ee.tasks.NumberedMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogues of messages in all jars. */
class MessagesTest {

    /** The ids of a catalogue. None is ever given to another message. */
    enum Catalogue {
        API("ee.tasks.ApiMessage", 1, 199),
        CONFIG("ee.tasks.config.ConfigMessage", 200, 219),
        ENGINE("ee.tasks.engine.CoreMessage", 220, 259),
        DEPLOYMENT("ee.tasks.cdi.DeploymentMessage", 260, 299),
        JSON("ee.tasks.engine.json.JsonMessage", 300, 349),
        SCHEDULES("ee.tasks.engine.recurrence.ScheduleMessage", 350, 369),
        LIMITS("ee.tasks.engine.limit.LimitMessage", 370, 384),
        ORDER("ee.tasks.engine.OrderMessage", 385, 389),
        MEMORY("ee.tasks.engine.backend.memory.MemoryMessage", 390, 399),
        WORKER("ee.tasks.engine.worker.WorkerMessage", 400, 499),
        ADMIN("ee.tasks.engine.AdminMessage", 500, 519),
        JPA("ee.tasks.jpa.JpaMessage", 600, 799),
        TIMERS("ee.tasks.ejb.TimerMessage", 800, 819);

        private final String type;
        private final int first;
        private final int last;

        Catalogue(String type, int first, int last) {
            this.type = type;
            this.first = first;
            this.last = last;
        }

        List<NumberedMessage> messages() {
            return Stream.of(Library.CLASSES.get(type).reflect().getEnumConstants())
                    .map(NumberedMessage.class::cast)
                    .toList();
        }
    }

    private static final int MAX_FACTS = 8;

    /** Line breaks, an escape, the controls of text direction, a mark, a tag and half a character. */
    private static final String FORGING =
            "\r\u001b\u0085\u2028\u2029\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u2066\u2067"
                    + "\u2068\u2069\ufeff\udb40\udc41\ud800";

    static Stream<NumberedMessage> all() {
        return Stream.of(Catalogue.values()).flatMap(catalogue -> catalogue.messages().stream());
    }

    @Test
    void theseAreAllCatalogues() {
        List<String> types = Stream.of(Catalogue.values())
                .map(catalogue -> catalogue.type)
                .sorted()
                .toList();

        assertThat(names(Library.CLASSES.stream().filter(type -> type.isAssignableTo(NumberedMessage.class))))
                .isEqualTo(types);
        assertThat(names(Library.CLASSES.stream()
                        .filter(type -> type.isEnum() && type.getSimpleName().endsWith("Message"))))
                .as("enums that look like a catalogue")
                .isEqualTo(types);
    }

    private static List<String> names(Stream<JavaClass> types) {
        return types.filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getName)
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void idsAreInOrderAndInTheirRange(Catalogue catalogue) {
        assertThat(catalogue.messages())
                .extracting(NumberedMessage::id)
                .isSorted()
                .allMatch(id -> id >= catalogue.first && id <= catalogue.last);
    }

    @Test
    void anIdBelongsToOneMessage() {
        Map<Integer, List<NumberedMessage>> byId = all().collect(groupingBy(NumberedMessage::id));

        assertThat(byId).hasSizeGreaterThan(180).allSatisfy((id, messages) -> assertThat(messages)
                .hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("all")
    void noFactForgesALineOfTheLog(NumberedMessage message) {
        assertThat(message.text(facts("a\nb\u0000\u202E")))
                .isEqualTo(message.text(facts("a?b??")))
                .startsWith("EETASK%04d: ".formatted(message.id()));
        assertThat(message.text(facts(FORGING)))
                .isEqualTo(message.text(facts("?".repeat(FORGING.codePointCount(0, FORGING.length())))));
    }

    /** Its own line breaks come before lists, whose lines are messages. */
    @ParameterizedTest
    @MethodSource("all")
    void aMessageHasOneLine(NumberedMessage message) {
        int breaks = message.template().split("%n", -1).length - 1;

        assertThat(message.text(facts("a\nb\u0000\u202E")).replaceFirst("(?<=:)\\R", " "))
                .matches("[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]*");
        assertThat(breaks).isEqualTo(message.toString().equals("PROBLEMS") ? 1 : 0);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aMessageIsBounded(NumberedMessage message) {
        assertThat(message.text(facts("x".repeat(1 << 20)))).hasSizeLessThan(MAX_FACTS * NumberedMessage.MAX_FACT);
    }

    /** Of numbers, too: other conversions depend on the language of the server. */
    @ParameterizedTest
    @MethodSource("all")
    void factsAreShownAsText(NumberedMessage message) {
        assertThat(message.template().replaceAll("%(\\d\\$)?s|%n", ""))
                .isNotBlank()
                .doesNotContain("%");
    }

    private static Object[] facts(String fact) {
        Object[] facts = new Object[MAX_FACTS];
        Arrays.fill(facts, fact);
        return facts;
    }
}
