package ee.tasks.jpa;

import ee.tasks.tck.ContractContext;
import java.util.Map;

/** Contexts of stores under test. */
final class TestContext {

    /** Of a store that makes its tables. */
    static final ContractContext MIGRATE = ContractContext.ofStore("default", Map.of("schema", "migrate"));

    private TestContext() {}
}
