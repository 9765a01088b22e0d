package ee.tasks.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.concurrent.Callable;

/** The portable way to suspend a transaction: an interceptor does it. */
@ApplicationScoped
class OutsideTransaction {

    @Transactional(value = Transactional.TxType.NOT_SUPPORTED, dontRollbackOn = Exception.class)
    <T> T call(Callable<T> action) throws Exception {
        return action.call();
    }
}
