package ee.tasks.tck.sample;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.tck.LogLines;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class LogLinesTest {

    @Test
    void aLineIsKnownByItsIdWhoeverWroteIt() {
        Logger logger = Logger.getLogger("com.acme.store");
        try (LogLines lines = LogLines.of("com.acme.store")) {
            logger.warning("EETASK0606: the database is away");
            logger.info("REDISTASK0001: server 'r1' answered after PT1S");
            logger.severe("down");
            logger.info((String) null);
            logger.fine("EETASK0001: below");

            assertThat(lines.ids())
                    .containsExactly("WARNING EETASK0606", "INFO REDISTASK0001", "SEVERE down", "INFO null");
            assertThat(lines.texts()).hasSize(5);
        }
    }
}
