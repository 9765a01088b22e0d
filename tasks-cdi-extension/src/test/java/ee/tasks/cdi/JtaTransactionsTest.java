package ee.tasks.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.tck.LogLines;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** The thread is a pool's: what stays on it meets whatever runs there next. */
class JtaTransactionsTest {

    private final List<String> calls = new ArrayList<>();
    private Exception noBegin;
    private Exception noReset;
    private boolean active;
    private boolean refuses;
    private Exception noRollback;
    private boolean staysAfterRollback;
    private final JtaTransactions transactions = new JtaTransactions(
            null, () -> Optional.of(userTransaction()), () -> Optional.of(registry()), () -> Optional.of(manager()));

    @Test
    void theTimeoutIsForTheOneThatIsBegun() throws Exception {
        transactions.begin(Duration.ofMillis(4_001));

        assertThat(calls).containsExactly("timeout 5", "begin", "timeout 0");
    }

    @Test
    void whatCannotBeBegunLeavesNoTimeout() {
        noBegin = new NotSupportedException("nested");

        assertThatThrownBy(() -> transactions.begin(Duration.ofSeconds(5))).isSameAs(noBegin);

        assertThat(calls).containsExactly("timeout 5", "begin", "timeout 0");
    }

    @Test
    void whereTheTimeoutCannotBeTakenBackNothingStaysBegun() {
        noReset = new SystemException("refused");

        assertThatThrownBy(() -> transactions.begin(Duration.ofSeconds(5))).isSameAs(noReset);

        assertThat(calls).containsExactly("timeout 5", "begin", "timeout 0", "rollback");
    }

    @Test
    void whatCannotBeRolledBackAndStaysOnTheThreadIsSaid() {
        active = true;
        staysAfterRollback = true;
        noRollback = new SystemException("away");
        try (LogLines log = LogLines.of("ee.tasks")) {
            transactions.rollback();

            assertThat(log.levels()).containsExactly(Level.WARNING);
            assertThat(log.texts().get(0)).startsWith("EETASK0250: ").contains("away");
        }
    }

    /** As Narayana does. */
    @Test
    void whoTakesATransactionOffTheThreadMayComplain() {
        active = true;
        noRollback = new IllegalStateException("is not active");
        JtaTransactions withoutManager = new JtaTransactions(
                null, () -> Optional.of(userTransaction()), () -> Optional.of(registry()), Optional::empty);
        try (LogLines log = LogLines.of("ee.tasks")) {
            withoutManager.rollback();

            assertThat(calls).containsExactly("rollback");
            assertThat(log.levels()).doesNotContain(Level.WARNING);
        }
    }

    /** Payara's manager tells the component's connections only then. */
    @Test
    void whereTheServerRefusesTheUserTransactionWhatItsManagerBeginsIsResumed() throws Exception {
        refuses = true;

        transactions.begin(Duration.ofSeconds(5));

        assertThat(calls)
                .containsExactly(
                        "manager: timeout 5",
                        "manager: begin",
                        "manager: suspend",
                        "manager: resume",
                        "manager: timeout 0");
    }

    @Test
    void whatItsManagerCommitsIsForgotten() throws Exception {
        refuses = true;
        active = true;

        transactions.commit();

        assertThat(calls).containsExactly("manager: commit", "manager: suspend");
    }

    @Test
    void andWhatItRollsBack() {
        refuses = true;
        active = true;

        transactions.rollback();

        assertThat(calls).containsExactly("manager: rollback", "manager: suspend");
    }

    private TransactionManager manager() {
        return (TransactionManager) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {TransactionManager.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "getStatus" -> {
                            return active ? Status.STATUS_ACTIVE : Status.STATUS_NO_TRANSACTION;
                        }
                        case "setTransactionTimeout" -> calls.add("manager: timeout " + arguments[0]);
                        default -> {
                            calls.add("manager: " + method.getName());
                            active = List.of("begin", "resume").contains(method.getName());
                        }
                    }
                    return null;
                });
    }

    private UserTransaction userTransaction() {
        return proxy(UserTransaction.class, (name, argument) -> {
            if (refuses) {
                return new IllegalStateException("refused");
            }
            calls.add(name.equals("setTransactionTimeout") ? "timeout " + argument : name);
            return switch (name) {
                case "setTransactionTimeout" -> argument.equals(0) ? noReset : null;
                case "begin" -> {
                    active = noBegin == null;
                    yield noBegin;
                }
                case "rollback" -> {
                    active = staysAfterRollback;
                    yield noRollback;
                }
                default -> null;
            };
        });
    }

    private TransactionSynchronizationRegistry registry() {
        return (TransactionSynchronizationRegistry) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {TransactionSynchronizationRegistry.class},
                (proxy, method, arguments) -> active ? Status.STATUS_ACTIVE : Status.STATUS_NO_TRANSACTION);
    }

    private interface Answer {

        /** @return what to throw, if anything */
        Exception to(String method, Object argument);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Exception thrown = answer.to(method.getName(), arguments == null ? null : arguments[0]);
                    if (thrown != null) {
                        throw thrown;
                    }
                    return null;
                }));
    }
}
