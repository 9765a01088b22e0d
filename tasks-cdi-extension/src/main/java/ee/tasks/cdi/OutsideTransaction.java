package ee.tasks.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;

/**
 * The portable way to suspend a transaction: an interceptor does it. One instance for each call, since Payara 6.2025.9 keeps in the
 * interceptor's instance whether the caller may use the {@code UserTransaction}, and gives it back at the end of the call: of two
 * threads in one instance, the first to leave would get what is the other's.
 */
@Dependent
class OutsideTransaction {

    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    <T> T call(Supplier<T> action) {
        return action.get();
    }
}
