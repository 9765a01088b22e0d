package ee.tasks.demo.mail;

import java.time.Instant;

/** A mail as the SMTP server took it. */
public record ReceivedMail(String to, String subject, Instant receivedAt) {}
