package ee.tasks.it.wildfly;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.it.Archives;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class JavaIT {

    @Deployment
    static WebArchive war() {
        return Archives.war("java");
    }

    @Test
    void theServerRunsOnTheJavaThatWasAskedFor() {
        assertThat(Runtime.version().feature()).isEqualTo(Integer.getInteger("tests.java"));
    }
}
