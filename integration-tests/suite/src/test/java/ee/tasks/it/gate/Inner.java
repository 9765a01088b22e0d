package ee.tasks.it.gate;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** What one session bean calls of another. */
@Stateless
public class Inner {

    /** In the caller's transaction, which it spoils. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public int fail(int attempt) {
        if (attempt == 1) {
            throw new IllegalArgumentException("the reason");
        }
        return attempt;
    }
}
