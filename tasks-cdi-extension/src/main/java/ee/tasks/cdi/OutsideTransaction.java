package ee.tasks.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;

/** The portable way to suspend a transaction: an interceptor does it. */
@ApplicationScoped
class OutsideTransaction {

    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    <T> T call(Supplier<T> action) {
        return action.get();
    }
}
