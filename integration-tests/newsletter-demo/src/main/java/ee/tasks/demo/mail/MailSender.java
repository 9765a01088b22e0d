package ee.tasks.demo.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;

/** Sends plain text by SMTP. */
@ApplicationScoped
public class MailSender {

    @Inject
    PostOffice postOffice;

    /** @throws UndeliverableException if the server refuses the mail, or cannot be reached */
    public void send(String to, String subject, String text) {
        try {
            var message = new MimeMessage(session());
            message.setFrom("newsroom@example.org");
            message.setRecipients(RecipientType.TO, to);
            message.setSubject(subject, "UTF-8");
            message.setText(text, "UTF-8");
            Transport.send(message);
        } catch (SendFailedException e) {
            // what the server answered is in the exception behind this one
            var answer = e.getNextException() == null ? e : e.getNextException();
            throw new UndeliverableException(answer.getMessage().strip(), e);
        } catch (MessagingException e) {
            throw new UndeliverableException(e.getMessage(), e);
        }
    }

    private Session session() {
        var properties = new Properties();
        properties.setProperty("mail.smtp.host", postOffice.host());
        properties.setProperty("mail.smtp.port", String.valueOf(postOffice.port()));
        properties.setProperty("mail.smtp.connectiontimeout", "5000");
        properties.setProperty("mail.smtp.timeout", "5000");
        return Session.getInstance(properties);
    }
}
