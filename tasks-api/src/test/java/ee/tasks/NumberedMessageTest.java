package ee.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.NumberedMessage.Declaration;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberedMessageTest {

    /** Of somebody else's store. */
    private enum RedisMessage implements NumberedMessage {
        SLOW(1, Level.WARNING, "server '%s' answered after %s; check its load"),
        AWAY(20, Level.ERROR, "server '%1$s' is away; start '%1$s'");

        private final Declaration declaration;

        RedisMessage(int id, Level level, String template) {
            declaration = new Declaration(id, level, template);
        }

        @Override
        public Declaration declaration() {
            return declaration;
        }

        @Override
        public String prefix() {
            return "REDISTASK";
        }
    }

    /** A logger of one level. */
    private record Lines(Level least, List<String> texts, List<Throwable> thrown) implements System.Logger {

        Lines(Level least) {
            this(least, new ArrayList<>(), new ArrayList<>());
        }

        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.compareTo(least) >= 0;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String text, Throwable cause) {
            texts.add(level + " " + text);
            thrown.add(cause);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
            texts.add(level + " " + format);
        }
    }

    private static String shown(Object fact) {
        return NumberedMessage.line("%s", fact);
    }

    @Test
    void aCatalogueMayHaveAPrefixOfItsOwn() {
        assertThat(RedisMessage.SLOW.text("r1", "PT1S"))
                .isEqualTo("REDISTASK0001: server 'r1' answered after PT1S; check its load");
        assertThat(ApiMessage.PRIORITY_OUT_OF_RANGE.text(101))
                .isEqualTo("EETASK0005: a priority must be from -100 to 100, was 101");
    }

    @Test
    void whatAnExceptionCarriesIsAnError() {
        assertThat(ApiMessage.PRIORITY_OUT_OF_RANGE.level()).isEqualTo(Level.ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 10_000, Integer.MAX_VALUE})
    void anIdHasOneToFourDigits(int id) {
        assertThatThrownBy(() -> new Declaration(id, Level.INFO, "started"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the id of a message must be from 1 to 9999, was " + id);
        assertThat(new Declaration(1, Level.INFO, "started").id()).isEqualTo(1);
        assertThat(new Declaration(9_999, Level.INFO, "started").id()).isEqualTo(9_999);
    }

    @Test
    void aMessageHasALevelAndATemplate() {
        assertThatThrownBy(() -> new Declaration(1, null, "started"))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("level");
        assertThatThrownBy(() -> new Declaration(1, Level.INFO, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("template");
    }

    /** Its accessors say otherwise, and nothing is made of them. */
    private record Contradicting(int id, Level level, String template) implements NumberedMessage {

        @Override
        public Declaration declaration() {
            return new Declaration(7, Level.WARNING, "server '%s' is slow");
        }

        @Override
        public String prefix() {
            return "REDISTASK";
        }
    }

    @Test
    void theDeclarationAloneIsShown() {
        Lines lines = new Lines(Level.INFO);

        new Contradicting(8, Level.DEBUG, "all is well").log(lines, "r1");

        assertThat(lines.texts()).containsExactly("WARNING REDISTASK0007: server 'r1' is slow");
    }

    @Test
    void itIsLoggedAtItsLevel() {
        Lines lines = new Lines(Level.INFO);
        Exception thrown = new Exception("reset");

        RedisMessage.SLOW.log(lines, "r{0}", "PT1S");
        RedisMessage.AWAY.log(lines, thrown, "r1");

        assertThat(lines.texts())
                .containsExactly(
                        "WARNING REDISTASK0001: server 'r{0}' answered after PT1S; check its load",
                        "ERROR REDISTASK0020: server 'r1' is away; start 'r1'");
        assertThat(lines.thrown()).containsExactly(null, thrown);
    }

    @Test
    void whatIsNotLoggedIsNotMade() {
        Object untouched = new Object() {
            @Override
            public String toString() {
                throw new AssertionError("is asked for nothing");
            }
        };
        Lines lines = new Lines(Level.ERROR);

        RedisMessage.SLOW.log(lines, untouched, untouched);
        RedisMessage.SLOW.log(lines, new Exception(), untouched, untouched);

        assertThat(lines.texts()).isEmpty();
    }

    @Test
    void digitsAreThoseOfTheDocumentation() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(ApiMessage.PRIORITY_OUT_OF_RANGE.text(101))
                    .startsWith("EETASK0005: ")
                    .endsWith(" 101");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void wordsAndEmojiStayAsTheyAre() {
        String words =
                "na\u00efve \u0645\u06cc\u200c\u0634\u0648\u062f \u05d0\u05d1 \ud83d\udc69\u200d\ud83d\ude80 100 % $1 \\";

        assertThat(shown(words)).isEqualTo(words);
    }

    @Test
    void noCharacterAtTheCutIsHalved() {
        String start = "x".repeat(NumberedMessage.MAX_FACT - 1);

        assertThat(shown(start + "y")).isEqualTo(start + "y");
        assertThat(shown(start + "yz")).isEqualTo(start + "y...");
        assertThat(shown(start + "\ud83d\ude80")).isEqualTo(start + "\ud83d\ude80");
        assertThat(shown(start + "\ud83d\ude80z")).isEqualTo(start + "\ud83d\ude80...");
    }

    @Test
    void aFactMayBeNullButNotMissing() {
        assertThat(RedisMessage.AWAY.text((Object) null))
                .isEqualTo("REDISTASK0020: server 'null' is away; start 'null'");
        assertThatThrownBy(() -> RedisMessage.SLOW.text("r1")).isInstanceOf(IllegalFormatException.class);
    }
}
