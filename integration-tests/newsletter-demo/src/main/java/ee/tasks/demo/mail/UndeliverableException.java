package ee.tasks.demo.mail;

/** A mail that was not accepted; the message is what the SMTP server answered. */
public class UndeliverableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UndeliverableException(String answer, Throwable cause) {
        super(answer, cause);
    }
}
