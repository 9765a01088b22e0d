package ee.tasks.demo.mail;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpState;
import jakarta.mail.MessagingException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides what the SMTP server accepts, and remembers the latest of it. Mailboxes at {@code busy.example} refuse twice before they
 * accept, as greylisting servers do; those at {@code gone.example} do not exist.
 */
class Mailroom extends SmtpManager {

    private static final int KEPT = 20;
    private static final int REFUSALS_WHEN_BUSY = 2;

    private final Map<String, Integer> tries = new HashMap<>();
    private final Deque<ReceivedMail> newest = new ArrayDeque<>();
    private long received;

    Mailroom(Managers managers) {
        super(managers.getImapHostManager(), managers.getUserManager());
    }

    /** @return the refusal, or {@code null} */
    @Override
    public synchronized String checkRecipient(SmtpState state, MailAddress recipient) {
        return switch (recipient.getHost()) {
            case "busy.example" ->
                tries.merge(recipient.getEmail(), 1, Integer::sum) > REFUSALS_WHEN_BUSY
                        ? null
                        : "450 4.2.1 Mailbox busy, try again later";
            case "gone.example" -> "550 5.1.1 There is no such mailbox";
            default -> null;
        };
    }

    @Override
    public synchronized void send(SmtpState state) {
        try {
            var subject = state.getMessage().getMessage().getSubject();
            for (var recipient : state.getMessage().getToAddresses()) {
                received++;
                newest.addFirst(new ReceivedMail(recipient.getEmail(), subject, Instant.now()));
            }
        } catch (MessagingException e) {
            throw new IllegalStateException("a mail without a readable subject", e);
        }
        while (newest.size() > KEPT) newest.removeLast();
    }

    synchronized long received() {
        return received;
    }

    synchronized List<ReceivedMail> newest() {
        return List.copyOf(newest);
    }
}
