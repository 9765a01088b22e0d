package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.tck.Subject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;

/** The contract in the words for another database, whose grammar each statement must have. */
abstract class WordsContract extends JpaTaskStoreContract {

    private static final Counting SENT = new Counting();

    static TestDatabase openAs(String product, String mode, List<String> functions) {
        TestDatabase database = TestDatabase.openAs(product, TestServer.newH2(mode, functions));
        database.runScripts();
        return new TestDatabase(database.pool(), database.factory(), SENT.over(database.dataSource()));
    }

    abstract Grammar grammar();

    /** Nobody makes a claim by the words for a database that was not there. */
    @Override
    public Subject subject() {
        return Subject.of(getClass().getSimpleName(), "");
    }

    @Override
    public Map<String, String> options() {
        return Map.of("schema", "validate");
    }

    @AfterEach
    void allThatWasSentIsInItsGrammar() {
        Set<String> sent = new TreeSet<>(SENT.take());
        assertThat(sent).isNotEmpty();
        assertThat(sent)
                .allSatisfy(statement ->
                        assertThat(grammar().mistakes(statement)).as(statement).isEmpty());
    }
}
