package ee.tasks.demo.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostOfficeTest {

    private final PostOffice postOffice = new PostOffice();
    private final MailSender sender = new MailSender();

    @BeforeEach
    void open() {
        postOffice.open();
        sender.postOffice = postOffice;
    }

    @AfterEach
    void close() {
        postOffice.close();
    }

    @Test
    void aMailArrivesBySmtp() {
        sender.send("ada@example.org", "Tide tables revised – today", "Boats leave earlier.");

        assertThat(postOffice.received()).isEqualTo(1);
        assertThat(postOffice.newest())
                .extracting(ReceivedMail::to, ReceivedMail::subject)
                .containsExactly(tuple("ada@example.org", "Tide tables revised – today"));
    }

    @Test
    void aBusyMailboxRefusesTwiceAndThenAccepts() {
        assertThatThrownBy(this::mailTheBusyOne).isInstanceOf(UndeliverableException.class);
        assertThatThrownBy(this::mailTheBusyOne).hasMessage("450 4.2.1 Mailbox busy, try again later");
        mailTheBusyOne();

        assertThat(postOffice.received()).isEqualTo(1);
    }

    @Test
    void aMailboxThatIsGoneNeverAccepts() {
        assertThatThrownBy(() -> sender.send("emmy@gone.example", "Welcome", "Hello."))
                .hasMessage("550 5.1.1 There is no such mailbox");
    }

    private void mailTheBusyOne() {
        sender.send("emmy@busy.example", "Welcome", "Hello.");
    }
}
