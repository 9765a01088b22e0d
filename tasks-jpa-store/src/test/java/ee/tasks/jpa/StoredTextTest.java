package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoredTextTest {

    @Test
    void ordinaryTextStaysTheSameObject() {
        String text = "Grüße \uD83D\uDE00";

        assertThat(StoredText.clean(text)).isSameAs(text);
        assertThat(StoredText.json(text)).isSameAs(text);
    }

    @Test
    void whatNoDatabaseTakesIsReplaced() {
        assertThat(StoredText.clean("a\0b\uD83Dc\uDE00")).isEqualTo("a\uFFFDb\uFFFDc\uFFFD");
        assertThat(StoredText.clean("\uDE00\uD83D")).isEqualTo("\uFFFD\uFFFD");
    }

    @Test
    void inJsonItIsEscapedWithoutLoss() {
        assertThat(StoredText.json("\"a\0\uD83D\"")).isEqualTo("\"a\\u0000\\ud83d\"");
    }

    @Test
    void aCutNeverHalvesACharacter() {
        assertThat(StoredText.clean("ab\uD83D\uDE00", 3)).isEqualTo("ab");
        assertThat(StoredText.clean("ab\uD83D\uDE00", 4)).isEqualTo("ab\uD83D\uDE00");
        assertThat(StoredText.clean(null, 3)).isNull();
    }
}
